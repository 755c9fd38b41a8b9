using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CommonGround.Platform.Embedded.Broker;

/// <summary>A CloudEvent as Dapr hands it over: with the topic, the broker's name and the trace of the publishing in it.</summary>
internal static class DeliveredEvent
{
    private static readonly JsonWriterOptions s_writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>The event with these attributes; what is no JSON object stays as it is, for the receiver to judge.</returns>
    public static string From(string cloudEvent, string broker, string topic, string? trace)
    {
        try
        {
            using var read = JsonDocument.Parse(cloudEvent);
            return read.RootElement.ValueKind == JsonValueKind.Object ? Write(read.RootElement, Added(broker, topic, trace)) : cloudEvent;
        }
        catch (JsonException)
        {
            return cloudEvent;
        }
    }

    private static Dictionary<string, string> Added(string broker, string topic, string? trace)
    {
        var added = new Dictionary<string, string>(StringComparer.Ordinal) { ["pubsubname"] = broker, ["topic"] = topic };
        if (trace is not null)
        {
            added["traceid"] = trace;
            added["traceparent"] = trace;
        }

        return added;
    }

    private static string Write(JsonElement cloudEvent, Dictionary<string, string> added)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_writing))
        {
            json.WriteStartObject();
            foreach (var attribute in cloudEvent.EnumerateObject().Where(attribute => !added.ContainsKey(attribute.Name)))
            {
                attribute.WriteTo(json);
            }

            foreach (var (name, value) in added)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
