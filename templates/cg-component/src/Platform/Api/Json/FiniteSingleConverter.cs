using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommonGround.Platform.Api.Json;

/// <summary>A number that can be written again: the serializer reads 1e400 as infinity, and then fails to answer with it.</summary>
internal sealed class FiniteSingleConverter : JsonConverter<float>
{
    public override float Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetSingle(out var value) && float.IsFinite(value) ? value : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, float value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
