using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Events.Outgoing;

/// <summary>The event broker of the building blocks: every event goes there.</summary>
internal sealed class BrokerDestination(IEventBroker broker, PublisherOptions options) : IEventDestination
{
    public string Name => "events";

    public int MostAtOnce => options.BulkEvents;

    public bool Takes(EntryEvent left) => true;

    public Task<IReadOnlyList<RefusedEvent>> SendAsync(string topic, IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken) =>
        broker.PublishAsync(topic, events, cancellationToken);
}
