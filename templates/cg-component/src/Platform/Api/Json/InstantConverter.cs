using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommonGround.Platform.Api.Json;

/// <summary>A moment as RFC 3339 writes it: any offset is read, one without an offset is refused, UTC is written (ADR-14, ADR-16).</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var value) && IsComplete(reader.GetString()!)
            ? value.ToUniversalTime()
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);

    // The serializer also reads a date alone, a time without seconds or offset, and -00:00, which says that the offset is unknown.
    private static bool IsComplete(string text) =>
        text.Length >= 20 && text[16] == ':' && (text[^1] == 'Z' || (text[^6] is '+' or '-' && !text.EndsWith("-00:00", StringComparison.Ordinal)));
}
