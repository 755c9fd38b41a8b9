using System.Collections.Concurrent;
using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Tests.Events;

/// <summary>A broker that keeps what it was given.</summary>
internal sealed class RecordingBroker : IEventBroker
{
    public string Name => "pubsub";

    public string DeadLetterName => "pubsub-dead-letters";

    public ConcurrentQueue<(string Topic, OutgoingEvent Event)> Published { get; } = new();

    /// <summary>Why the next events are refused.</summary>
    public string? Refuses { get; set; }

    /// <summary>Which of them are; all unless a test says otherwise.</summary>
    public Func<OutgoingEvent, bool> RefusesIt { get; set; } = _ => true;

    /// <summary>Whether it cannot be reached.</summary>
    public bool IsDown { get; set; }

    public Task<IReadOnlyList<RefusedEvent>> PublishAsync(string topic, IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        if (IsDown)
        {
            throw new EventBrokerException("the broker cannot be reached");
        }

        var refused = Refuses is null ? [] : events.Where(RefusesIt).ToList();
        events.Except(refused).ToList().ForEach(e => Published.Enqueue((topic, e)));
        return Task.FromResult<IReadOnlyList<RefusedEvent>>(refused.ConvertAll(e => new RefusedEvent(e.Id, Refuses!)));
    }
}
