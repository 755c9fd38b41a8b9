using System.Text.Json;
using System.Text.RegularExpressions;

namespace CommonGround.Sidecar.PubSub;

/// <summary>One item of a component's answer to <c>GET /dapr/subscribe</c>.</summary>
internal sealed partial record Subscription(PubSubComponent Broker, string Topic, string? DeadLetterTopic)
{
    /// <summary>The routes in their order: to the first whose expression holds, or has none.</summary>
    public IReadOnlyList<(string? Match, string Path)> Rules { get; init; } = [];

    public string? RouteOf(string? type) =>
        Rules.FirstOrDefault(rule => rule.Match is null || TypeIs().Match(rule.Match) is { Success: true } match && match.Groups[1].Value == type).Path;

    /// <summary>Reads a component's answer. What is no list gives none, and what names an unknown broker is left out, as Dapr does.</summary>
    public static IReadOnlyList<Subscription> Read(byte[] answer, IReadOnlyList<PubSubComponent> brokers)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            return json.RootElement.ValueKind != JsonValueKind.Array
                ? []
                : [.. json.RootElement.EnumerateArray().Select(item => Read(item, brokers)).OfType<Subscription>()];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("pubsubname", Broker.Name);
        json.WriteString("topic", Topic);
        json.WriteStartArray("rules");
        foreach (var (match, path) in Rules)
        {
            json.WriteStartObject();
            if (match is not null)
            {
                json.WriteString("match", match);
            }

            json.WriteString("path", path);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("deadLetterTopic", DeadLetterTopic ?? "");
        json.WriteString("type", "PROGRAMMATIC");
        json.WriteEndObject();
    }

    private static Subscription? Read(JsonElement item, IReadOnlyList<PubSubComponent> brokers)
    {
        var name = Text(item, "pubsubname") ?? Text(item, "pubsubName");
        var broker = brokers.FirstOrDefault(broker => broker.Name == name);
        var dead = Text(item, "deadLetterTopic");
        return broker is null || Text(item, "topic") is not { } topic
            ? null
            : new Subscription(broker, topic, string.IsNullOrEmpty(dead) ? null : dead) { Rules = [.. Routes(item)] };
    }

    private static IEnumerable<(string? Match, string Path)> Routes(JsonElement item)
    {
        if (item.TryGetProperty("routes", out var routes))
        {
            if (routes.TryGetProperty("rules", out var rules))
            {
                foreach (var rule in rules.EnumerateArray())
                {
                    yield return (Text(rule, "match"), Text(rule, "path") ?? "");
                }
            }

            if (Text(routes, "default") is { } otherwise)
            {
                yield return (null, otherwise);
            }
        }
        else if (Text(item, "route") is { } route)
        {
            yield return (null, route);
        }
    }

    private static string? Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    /// <summary>The one form of expression that was recorded.</summary>
    [GeneratedRegex("""^event\.type == "([^"]*)"$""")]
    private static partial Regex TypeIs();
}
