using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CommonGround.Sidecar.Tests.Exchanges;

/// <summary>A recorded request or answer. What the recording shortened is made long again.</summary>
internal sealed partial record RecordedMessage(string Method, string Path, int Status, IReadOnlyDictionary<string, string> Headers, JsonNode? Json, byte[] Body)
{
    public static RecordedMessage Read(JsonObject recorded)
    {
        var body = recorded["body"]?.AsObject();
        return new RecordedMessage(
            (string?)recorded["method"] ?? "",
            (string?)recorded["path"] ?? "",
            (int?)recorded["status"] ?? 0,
            recorded["headers"]?.AsObject().ToDictionary(header => header.Key, header => Lengthen((string)header.Value!), StringComparer.OrdinalIgnoreCase)
                ?? [],
            body?["json"]?.DeepClone(),
            Bytes(body));
    }

    private static byte[] Bytes(JsonObject? body) => body switch
    {
        null => [],
        _ when body.ContainsKey("json") => Encoding.UTF8.GetBytes(Spaced(body["json"])),
        _ when body.ContainsKey("base64") => Convert.FromBase64String((string)body["base64"]!),
        _ when body.ContainsKey("truncated") => Fill((string)body["truncated"]!, (int)body["bytes"]!),
        _ => Encoding.UTF8.GetBytes(LongKey((string)body["text"]!)),
    };

    /// <summary>JSON as the recording client wrote it, with a space after each comma and colon: raw payloads show it.</summary>
    private static string Spaced(JsonNode? json) => json switch
    {
        null => "null",
        JsonObject members => $"{{{string.Join(", ", members.Select(member => $"{JsonValue.Create(member.Key).ToJsonString()}: {Spaced(member.Value)}"))}}}",
        JsonArray items => $"[{string.Join(", ", items.Select(Spaced))}]",
        _ => json.ToJsonString(),
    };

    /// <summary>"[{"key": …, "value": "xxx" and so on; or a text of one letter.</summary>
    private static byte[] Fill(string start, int length)
    {
        var end = start.StartsWith('[') ? "\"}]" : "";
        return Encoding.UTF8.GetBytes(start + new string('x', length - start.Length - end.Length) + end);
    }

    /// <summary>The recording describes the one body with a key of 600 characters.</summary>
    private static string LongKey(string text) => text.Replace(
        "600 times the same 9 characters and k", $"\"12345678/{new string('k', 591)}\"", StringComparison.Ordinal);

    private static string Lengthen(string header) => Shortened().Match(header) is { Success: true } match
        ? match.Groups[1].Value.PadRight(int.Parse(match.Groups[2].Value, null), 'x')
        : header;

    [GeneratedRegex(@"^(.*)… \((\d+) characters\)$")]
    private static partial Regex Shortened();
}
