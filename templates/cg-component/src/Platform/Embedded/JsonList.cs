using System.Buffers;
using System.Text.Json;

namespace CommonGround.Platform.Embedded;

/// <summary>Texts as one parameter, so that one compiled statement serves any number of them (<c>json_each</c>).</summary>
internal static class JsonList
{
    public static ReadOnlySpan<byte> Of(IEnumerable<string> texts)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenSpan;
    }
}
