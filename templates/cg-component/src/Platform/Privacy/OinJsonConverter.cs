using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommonGround.Platform.Privacy;

/// <summary>Reads and writes an OIN as a JSON string of twenty digits.</summary>
public sealed class OinJsonConverter : JsonConverter<Oin>
{
    public override Oin Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Oin.TryParse(reader.GetString(), out var oin)
            ? oin
            : throw new JsonException("Een OIN is een tekst van twintig cijfers die met een bekend register begint.");

    public override void Write(Utf8JsonWriter writer, Oin value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value == default ? throw new InvalidOperationException("This OIN was never filled in.") : value.ToString());
    }
}
