using System.Runtime.InteropServices;
using System.Text.Json;
using CommonGround.Sidecar.Http;

namespace CommonGround.Sidecar.State;

/// <summary>Reads the bodies of the state API.</summary>
internal sealed class StateRequests(string appId)
{
    private const string Separator = "||";

    /// <exception cref="StateRequestException">It is not what the API takes.</exception>
    public List<StateChange> Saves(ReadOnlyMemory<byte> body, StateBehaviour behaviour)
    {
        using var json = Parse(body);
        return json.RootElement.ValueKind == JsonValueKind.Array
            ? [.. json.RootElement.EnumerateArray().Select(request => Upsert(request, behaviour))]
            : throw new StateRequestException("ERR_MALFORMED_REQUEST", "json: cannot unmarshal object into Go value of type []state.SetRequest");
    }

    /// <exception cref="StateRequestException">It is not what the API takes.</exception>
    public List<StateChange> Operations(ReadOnlyMemory<byte> body, StateBehaviour behaviour)
    {
        using var json = Parse(body);
        var changes = new List<StateChange>();
        foreach (var operation in Array(json.RootElement, "operations"))
        {
            var name = Text(operation, "operation");
            var request = Member(operation, "request");
            changes.Add(name switch
            {
                "upsert" => Upsert(request, behaviour),
                "delete" => new StateChange(Key(Text(request, "key") ?? ""), null, ETag(request), false, null),
                _ => throw new StateRequestException("ERR_NOT_SUPPORTED_STATE_OPERATION", $"operation type {name} not supported"),
            });
        }

        return changes;
    }

    /// <returns>The keys as they were asked, without the app-id.</returns>
    /// <exception cref="StateRequestException">It is not what the API takes.</exception>
    public List<string> Keys(ReadOnlyMemory<byte> body)
    {
        using var json = Parse(body);
        List<string> keys = [.. Array(json.RootElement, "keys").Select(key => key.GetString() ?? "")];
        keys.ForEach(key => Key(key));
        return keys;
    }

    /// <summary>The key as the store has it.</summary>
    /// <exception cref="StateRequestException">No key can have that name.</exception>
    public string Key(string key) => key.Contains(Separator, StringComparison.Ordinal)
        ? throw new StateRequestException(
            "ERR_MALFORMED_REQUEST", $"api error: code = InvalidArgument desc = input key/keyPrefix '{key}' can't contain '||'")
        {
            Reason = "DAPR_STATE_ILLEGAL_KEY",
        }
        : $"{appId}{Separator}{key}";

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            throw new StateRequestException("ERR_MALFORMED_REQUEST", "failed deserializing HTTP body: unexpected EOF");
        }
    }

    private StateChange Upsert(JsonElement request, StateBehaviour behaviour)
    {
        var value = Member(request, "value") is { ValueKind: not JsonValueKind.Undefined } given ? Value(given, behaviour) : "null"u8.ToArray();
        var firstWrite = Text(Member(request, "options"), "concurrency") == "first-write";
        var timeToLive = Text(Member(request, "metadata"), "ttlInSeconds");
        return new StateChange(Key(Text(request, "key") ?? ""), value, ETag(request), firstWrite, timeToLive);
    }

    /// <summary>A string comes back byte for byte; other values as Go writes them.</summary>
    private static byte[] Value(JsonElement value, StateBehaviour behaviour) => value.ValueKind == JsonValueKind.String
        ? JsonMarshal.GetRawUtf8Value(value).ToArray()
        : JsonText.Of(json => GoJson.Write(json, value, behaviour.SortsMembers));

    private static string? ETag(JsonElement request) => Text(request, "etag") is { Length: > 0 } etag ? etag : null;

    private static JsonElement[] Array(JsonElement value, string name) =>
        Member(value, name) is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray()] : [];

    private static string? Text(JsonElement value, string name) =>
        Member(value, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>A member, or nothing where it is absent: Go takes what is there.</summary>
    private static JsonElement Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default;
}
