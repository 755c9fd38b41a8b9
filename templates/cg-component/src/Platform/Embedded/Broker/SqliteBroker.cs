using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Embedded.Broker;

/// <summary>
/// The event broker in the state file, which behaves as Dapr does with a broker that loses nothing. Every app-id that subscribed to a
/// topic gets each event of it, from whichever component on the file.
/// </summary>
internal sealed class SqliteBroker(BrokerFile file, Retention retention, Wake wake, TimeProvider time) : IEventBroker
{
    public string Name => "pubsub";

    public async Task<IReadOnlyList<RefusedEvent>> PublishAsync(
        string topic, IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        Check(topic, events);
        (string Content, string Trace)[] delivered =
            [.. events.Select(one => (DeliveredEvent.From(one.CloudEvent, Name, topic, one.TraceParent), one.TraceParent ?? ""))];
        await file.TransactAsync(connection => Publish(connection, topic, delivered), cancellationToken);
        wake.Set();
        return [];
    }

    private bool Publish(BrokerConnection connection, string topic, (string Content, string Trace)[] events)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        retention.Apply(connection);
        return Array.TrueForAll(events, one => connection.Publishing.Publish(topic, one.Content, one.Trace, now));
    }

    private static void Check(string topic, IReadOnlyList<OutgoingEvent> events)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentNullException.ThrowIfNull(events);
        if (events.Count == 0)
        {
            throw new ArgumentException("There is at least one event.", nameof(events));
        }

        if (events.DistinctBy(one => one.Id, StringComparer.Ordinal).Count() < events.Count)
        {
            throw new ArgumentException("Each event has an id of its own.", nameof(events));
        }
    }
}
