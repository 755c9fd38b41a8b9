using System.Text.Encodings.Web;
using System.Text.Json;

namespace CommonGround.Platform.Dapr;

/// <summary>
/// A value as the client over HTTP stores it: a JSON string that holds the text. So each of the two reads what the other wrote.
/// </summary>
internal static class JsonText
{
    // As over HTTP: nothing of this is ever put into HTML, and the default encoder makes six bytes of a quote.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(string text)
    {
        using var bytes = new MemoryStream(text.Length + 2);
        using (var json = new Utf8JsonWriter(bytes, s_options))
        {
            json.WriteStringValue(text);
        }

        return bytes.ToArray();
    }

    /// <returns>The text, or <see langword="null"/> where the value is anything else: something other than the platform wrote it.</returns>
    public static string? Read(ReadOnlyMemory<byte> value)
    {
        try
        {
            var json = new Utf8JsonReader(value.Span);
            return json.Read() && json.TokenType == JsonTokenType.String && json.GetString() is { } text && !json.Read() ? text : null;
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            // The second is for bytes that are no UTF-8.
            return null;
        }
    }
}
