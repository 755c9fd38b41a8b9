using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommonGround.Platform.Privacy;

/// <summary>
/// Reads and writes an RSIN as a JSON string of nine digits. Its errors do not repeat what was read: a BSN put here by mistake
/// looks the same.
/// </summary>
public sealed class RsinJsonConverter : JsonConverter<Rsin>
{
    public override Rsin Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Rsin.TryParse(reader.GetString(), out var rsin)
            ? rsin
            : throw new JsonException("Een RSIN is een tekst van negen cijfers die aan de elfproef voldoet.");

    public override void Write(Utf8JsonWriter writer, Rsin value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value == default ? throw new InvalidOperationException("This RSIN was never filled in.") : value.ToString());
    }
}
