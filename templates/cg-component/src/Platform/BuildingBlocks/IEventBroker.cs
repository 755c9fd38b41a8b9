namespace CommonGround.Platform.BuildingBlocks;

/// <summary>The pub/sub component as Dapr offers it: many events to one topic at once, at least once, in no promised order.</summary>
public interface IEventBroker
{
    /// <summary>The name of the pub/sub component, which subscriptions carry.</summary>
    string Name { get; }

    /// <summary>
    /// The name that the subscriptions to dead-letter topics carry: a component on the same broker that delivers for longer before it gives up,
    /// where there is one. A dead-letter topic has no place left to give up to.
    /// </summary>
    string DeadLetterName => Name;

    /// <summary>Hands events to the broker, in the order in which they stand.</summary>
    /// <param name="topic">The topic. One that nobody subscribed to takes events too, and nobody hears them.</param>
    /// <param name="events">At least one; no id twice.</param>
    /// <param name="cancellationToken">Stops the waiting, not the publishing.</param>
    /// <returns>The events that were not taken, each with the broker's reason; empty where all were taken.</returns>
    /// <exception cref="EventBrokerException">
    /// The broker did not answer, or refused all. Any of the events may have been taken: publishing them again delivers some twice.
    /// </exception>
    Task<IReadOnlyList<RefusedEvent>> PublishAsync(string topic, IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken);
}
