using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Sidecar.Tests.Contracts;

/// <summary>The broker of a place, at the end of a line that can be cut.</summary>
internal sealed class LineBroker(IEventBroker broker, Line line) : IEventBroker
{
    public string Name => broker.Name;

    public Task<IReadOnlyList<RefusedEvent>> PublishAsync(string topic, IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken) =>
        line.BrokerIsCut
            ? throw new EventBrokerException("The line of this replica is cut.")
            : broker.PublishAsync(topic, events, cancellationToken);
}
