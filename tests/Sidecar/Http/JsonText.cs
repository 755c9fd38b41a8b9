using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CommonGround.Sidecar.Http;

internal static class JsonText
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static byte[] Of(Action<Utf8JsonWriter> write)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, s_options))
        {
            write(json);
        }

        return text.WrittenSpan.ToArray();
    }
}
