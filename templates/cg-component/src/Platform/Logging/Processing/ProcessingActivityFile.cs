using System.Text.Json;
using System.Text.RegularExpressions;
using CommonGround.Platform.Start;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>Reads and checks <c>processing-activities.json</c>: all that is wrong in it is told in one message.</summary>
internal static partial class ProcessingActivityFile
{
    private const int LongestText = 1000;

    // Of an activity that is refused.
    private static readonly Uri s_none = new("about:blank");

    private static readonly string[] s_members = ["key", "uri", "name", "description"];

    private static readonly JsonDocumentOptions s_options = new() { CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false };

    /// <exception cref="StartupRefusedException">It is not there, or not as it should be.</exception>
    public static IReadOnlyList<ProcessingActivity> Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var document = JsonDocument.Parse(stream, s_options);
            return Read(document.RootElement, file);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is what a text says of itself that is no Unicode.
            throw new StartupRefusedException($"{file} is not well-formed JSON: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefusedException(
                $"{file} cannot be read ({e.GetType().Name}). It names what personal data is used for, and lies beside the component: " +
                "see that src/Component/processing-activities.json is copied to the output.");
        }
    }

    private static List<ProcessingActivity> Read(JsonElement root, string file)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("activities", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            throw new StartupRefusedException($"{file} has no list 'activities'. Give it one: {{ \"activities\": [ … ] }}.");
        }

        var (activities, failures) = (new List<ProcessingActivity>(), new List<string>());
        failures.AddRange(root.EnumerateObject().Where(member => member.Name != "activities")
            .Select(member => $"It has '{member.Name}' beside the list 'activities'. Take it out."));
        foreach (var (index, item) in list.EnumerateArray().Index())
        {
            activities.Add(Read(item, $"activities[{index}]", failures));
        }

        failures.AddRange(activities.GroupBy(activity => activity.Key).Where(same => same.Key.Length > 0 && same.Count() > 1)
            .Select(same => $"The key '{same.Key}' is there {same.Count()} times: each activity has its own."));
        return failures.Count == 0
            ? activities
            : throw new StartupRefusedException(string.Join(Environment.NewLine, failures.Prepend($"{file} cannot be used:")));
    }

    private static ProcessingActivity Read(JsonElement item, string at, List<string> failures)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            failures.Add($"{at} is no object with key, uri, name and description.");
            return new ProcessingActivity("", s_none, "", "");
        }

        failures.AddRange(item.EnumerateObject().Where(member => !s_members.Contains(member.Name))
            .Select(member => $"{at} has '{member.Name}'. An activity has key, uri, name and description, and nothing else."));
        var key = Text(item, "key", at, failures);
        if (key.Length > 0 && !Key().IsMatch(key))
        {
            failures.Add($"{at}.key is '{key}'. Use 1 to 100 lower-case letters, digits and hyphens, a letter first, such as aanvraag-behandelen.");
        }

        var uri = Text(item, "uri", at, failures);
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var id) || id.Scheme is not ("https" or "urn") || !Version().IsMatch(uri))
        {
            failures.Add(
                $"{at}.uri is '{uri}'. Use the absolute URI, https or urn, of one version of the activity in the register, which ends on that version, such as " +
                "https://register.example.nl/verwerkingsactiviteiten/aanvraag-behandelen/versies/1 (LDV-18).");
            id = s_none;
        }

        return new ProcessingActivity(key, id, Text(item, "name", at, failures), Text(item, "description", at, failures));
    }

    private static string Text(JsonElement item, string member, string at, List<string> failures)
    {
        var text = item.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText)
        {
            failures.Add($"{at}.{member} is {(text.Length > LongestText ? $"longer than {LongestText} characters" : "empty or no text")}. Fill it in.");
        }

        return text;
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,99}\z")]
    private static partial Regex Key();

    [GeneratedRegex(@"([/:]v|[/:]versions?[/:]|[/:]versies?[/:])[0-9]+(\.[0-9]+){0,2}/?\z")]
    private static partial Regex Version();
}
