using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Dapr;

/// <summary>
/// The bodies of requests to the state API. Each value goes as a JSON string: of other JSON the sidecar alters numbers and the order of
/// members.
/// </summary>
internal static class StateBody
{
    // The members around key and value of an operation.
    private const int Members = 160;

    // Nothing of this is ever put into HTML; the default encoder makes six bytes of a quote.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Transaction(IReadOnlyList<StateOperation> operations)
    {
        var body = new ArrayBufferWriter<byte>(operations.Sum(operation => Members + operation.Key.Length + (operation.Value?.Length * 9 / 8 ?? 0)));
        using var json = new Utf8JsonWriter(body, s_options);
        json.WriteStartObject();
        json.WriteStartArray("operations"u8);
        foreach (var operation in operations)
        {
            json.WriteStartObject();
            json.WriteString("operation"u8, operation.Value is null ? "delete"u8 : "upsert"u8);
            WriteRequest(json, operation);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> BulkGet(IReadOnlyCollection<string> keys)
    {
        var body = new ArrayBufferWriter<byte>(16 + keys.Sum(key => key.Length + 3));
        using var json = new Utf8JsonWriter(body, s_options);
        json.WriteStartObject();
        json.WriteStartArray("keys"u8);
        foreach (var key in keys)
        {
            json.WriteStringValue(key);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }

    private static void WriteRequest(Utf8JsonWriter json, StateOperation operation)
    {
        json.WriteStartObject("request"u8);
        json.WriteString("key"u8, operation.Key);
        if (operation.Value is not null)
        {
            json.WriteString("value"u8, operation.Value);
        }

        if (operation.Condition == StateCondition.Unchanged)
        {
            json.WriteString("etag"u8, operation.ETag);
        }

        // With an etag the newest wins nothing; without one it is "create only". A delete knows the etag alone.
        if (operation is { Value: not null, Condition: not StateCondition.None })
        {
            json.WriteStartObject("options"u8);
            json.WriteString("concurrency"u8, "first-write"u8);
            json.WriteEndObject();
        }

        if (operation.TimeToLive is { } life)
        {
            json.WriteStartObject("metadata"u8);
            json.WriteString("ttlInSeconds"u8, ((long)life.TotalSeconds).ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
