namespace CommonGround.Platform.BuildingBlocks;

/// <summary>
/// What the component does with events: the one part of the seam that the building blocks call. Whoever delivers, a sidecar or the
/// embedded broker, delivers at least once, in no promised order, and several at once.
/// </summary>
public interface IEventReceiver
{
    /// <summary>What the component subscribes to, its own dead-letter topics included. It does not change after start.</summary>
    IReadOnlyList<EventSubscription> Subscriptions { get; }

    /// <summary>Handles one delivery.</summary>
    /// <param name="subscription">Which of <see cref="Subscriptions"/>.</param>
    /// <param name="cloudEvent">The event in its JSON format, UTF-8, as it came; it may be malformed.</param>
    /// <param name="cancellationToken">Whoever delivers waits no longer.</param>
    /// <returns>What is to become of the delivery. It throws only where <paramref name="cancellationToken"/> is cancelled.</returns>
    Task<DeliveryOutcome> ReceiveAsync(EventSubscription subscription, ReadOnlyMemory<byte> cloudEvent, CancellationToken cancellationToken);
}
