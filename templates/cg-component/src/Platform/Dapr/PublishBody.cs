using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Dapr;

/// <summary>The body of a bulk publish: an entry per event, each the whole CloudEvent, so that the sidecar adds nothing around it.</summary>
internal static class PublishBody
{
    // The members around an event, and the comma after it.
    private const int Members = 80;

    /// <summary>How many bytes an event takes of a body at most.</summary>
    public static int SizeOf(OutgoingEvent one) => Members + (6 * one.Id.Length) + Encoding.UTF8.GetByteCount(one.CloudEvent);

    public static ReadOnlyMemory<byte> Of(IReadOnlyList<OutgoingEvent> events)
    {
        var body = new ArrayBufferWriter<byte>(2 + events.Sum(SizeOf));
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
