using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Events.DeadLetters;

/// <summary>The broker, to which all events of this component go.</summary>
internal sealed class BrokerDestination(IEventBroker broker) : ILetterDestination
{
    public string Name => "events";

    public async Task<string?> SendAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        var refused = await broker.PublishAsync(letter.Topic, [new OutgoingEvent(letter.Id, letter.CloudEvent, letter.TraceParent)], cancellationToken);
        return refused is [var one, ..] ? one.Reason : null;
    }
}
