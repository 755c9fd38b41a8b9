using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommonGround.Platform.Privacy;

/// <summary>Reads and writes a BSN as a JSON string of nine digits. Its errors do not repeat what was read.</summary>
public sealed class BsnJsonConverter : JsonConverter<Bsn>
{
    public override Bsn Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Bsn.TryRead(reader.GetString(), out var bsn)
            ? bsn
            : throw new JsonException("Een burgerservicenummer is een tekst van negen cijfers die aan de elfproef voldoet.");

    public override void Write(Utf8JsonWriter writer, Bsn value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.Reveal());
    }
}
