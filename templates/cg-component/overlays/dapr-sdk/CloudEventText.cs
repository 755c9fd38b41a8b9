using System.Text.Json.Serialization;
using CommonGround.Platform.BuildingBlocks;
using Dapr;

namespace CommonGround.Platform.Dapr;

/// <summary>
/// A whole CloudEvent, as the SDK's own type: for that one it announces <c>application/cloudevents+json</c>, and the sidecar adds no
/// second envelope. Its text goes as it is, with the extension attributes that the SDK's type does not know.
/// </summary>
[JsonConverter(typeof(CloudEventTextConverter))]
internal sealed class CloudEventText(OutgoingEvent one) : CloudEvent
{
    public OutgoingEvent Event { get; } = one;
}
