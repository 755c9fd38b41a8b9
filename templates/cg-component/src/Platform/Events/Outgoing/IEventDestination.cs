using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Events.Outgoing;

/// <summary>Where events go. Each destination has its own progress in every log, so one that is down stops no other (commit-log 13).</summary>
internal interface IEventDestination
{
    /// <summary>The name of its consumer, in the registration and in progress keys. It never changes.</summary>
    string Name { get; }

    /// <summary>How many events it takes in one call at most.</summary>
    int MostAtOnce { get; }

    /// <summary>Whether an event goes there.</summary>
    bool Takes(EntryEvent left);

    /// <summary>Hands events over, in the order in which they stand.</summary>
    /// <returns>Those that were not taken, each with the reason; the reason is for the log and the dead letter only.</returns>
    /// <exception cref="EventBrokerException">It did not answer, or refused all; any of them may have been taken.</exception>
    Task<IReadOnlyList<RefusedEvent>> SendAsync(string topic, IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken);
}
