using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommonGround.Platform.Dapr;

/// <summary>Reads a text, and any other value as none: what something else wrote to one key must not fail the read of others.</summary>
internal sealed class TextConverter : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString();
        }

        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
