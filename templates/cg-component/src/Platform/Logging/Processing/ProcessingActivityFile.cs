using System.Text.Json;
using System.Text.RegularExpressions;
using CommonGround.Platform.Start;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>Reads and checks <c>processing-activities.json</c>: all that is wrong in it is told in one message.</summary>
internal static partial class ProcessingActivityFile
{
    private const int LongestText = 1000;

    private static readonly JsonDocumentOptions s_options = new() { CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false };

    /// <exception cref="StartupRefusedException">It is not there, or not as it should be.</exception>
    public static IReadOnlyList<ProcessingActivity> Read(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file), s_options);
            return Read(document.RootElement, file);
        }
        catch (JsonException e)
        {
            throw new StartupRefusedException($"{file} is not well-formed JSON: {e.Message}");
        }
        catch (IOException e)
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
        var key = Text(item, "key", at, failures);
        if (key.Length > 0 && !Key().IsMatch(key))
        {
            failures.Add($"{at}.key is '{key}'. Use 1 to 100 lower-case letters, digits and hyphens, a letter first, such as aanvraag-behandelen.");
        }

        var uri = Text(item, "uri", at, failures);
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var id) || !Version().IsMatch(uri))
        {
            failures.Add(
                $"{at}.uri is '{uri}'. Use the absolute URI of one version of the activity in the register, which ends on that version, such as " +
                "https://register.example.nl/verwerkingsactiviteiten/aanvraag-behandelen/versies/1 (LDV-18).");
            id = new Uri("about:blank");
        }

        return new ProcessingActivity(key, id, Text(item, "name", at, failures), Text(item, "description", at, failures));
    }

    private static string Text(JsonElement item, string member, string at, List<string> failures)
    {
        var text = item.ValueKind == JsonValueKind.Object && item.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
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
