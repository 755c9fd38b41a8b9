using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Dapr;

/// <summary>The body of a bulk publish: an entry per event, each the whole CloudEvent, so that the sidecar adds nothing around it.</summary>
internal static class PublishBody
{
    public static ReadOnlyMemory<byte> Of(IReadOnlyList<OutgoingEvent> events)
    {
        var body = new ArrayBufferWriter<byte>(2 + events.Sum(PublishCalls.SizeOf));
        using var json = new Utf8JsonWriter(body, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartArray();
        foreach (var one in events)
        {
            json.WriteStartObject();
            json.WriteString("entryId"u8, one.Id);
            json.WritePropertyName("event"u8);
            json.WriteRawValue(one.CloudEvent);
            json.WriteString("contentType"u8, "application/cloudevents+json"u8);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Flush();
        return body.WrittenMemory;
    }
}
