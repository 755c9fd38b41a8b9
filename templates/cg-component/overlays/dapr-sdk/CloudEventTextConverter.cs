using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommonGround.Platform.Dapr;

/// <summary>Writes a CloudEvent as the text that it is.</summary>
internal sealed class CloudEventTextConverter : JsonConverter<CloudEventText>
{
    public override CloudEventText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Events are only written here: deliveries come to a route of the component.");

    public override void Write(Utf8JsonWriter writer, CloudEventText value, JsonSerializerOptions options) => writer.WriteRawValue(value.Event.CloudEvent);
}
