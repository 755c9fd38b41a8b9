using System.Buffers;
using System.Text.Json;

namespace CommonGround.Platform.Embedded.Broker;

/// <summary>Topics as one parameter, so that one compiled statement serves any number of them.</summary>
internal static class Topics
{
    public static byte[] Json(IEnumerable<string> topics)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var topic in topics)
            {
                json.WriteStringValue(topic);
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
