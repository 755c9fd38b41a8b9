using System.Collections.Concurrent;
using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Tests.Events;

/// <summary>An event broker that takes what the test lets it take.</summary>
internal sealed class TestBroker : IEventBroker
{
    private readonly ConcurrentQueue<(string Topic, OutgoingEvent Event)> _taken = [];
    private readonly ConcurrentQueue<IReadOnlyList<OutgoingEvent>> _calls = [];

    public string Name => "pubsub";

    /// <summary>Whether it takes an event, when it is asked one by one.</summary>
    public Func<ReceivedCloudEvent, bool> Refuses { get; set; } = _ => false;

    /// <summary>Whether a call fails as a whole.</summary>
    public Func<IReadOnlyList<OutgoingEvent>, bool> Fails { get; set; } = _ => false;

    /// <summary>What it acknowledged, in order.</summary>
    public IReadOnlyList<ReceivedCloudEvent> Taken => [.. _taken.Select(t => new ReceivedCloudEvent(t.Topic, t.Event))];

    public IReadOnlyList<IReadOnlyList<OutgoingEvent>> Calls => [.. _calls];

    public Task<IReadOnlyList<RefusedEvent>> PublishAsync(string topic, IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        Assert.NotEmpty(events);
        Assert.Equal(events.Count, events.Select(e => e.Id).Distinct().Count());
        _calls.Enqueue(events);
        if (Fails(events))
        {
            throw new EventBrokerException("The test lets the broker fail.");
        }

        var refused = events.Where(e => Refuses(new ReceivedCloudEvent(topic, e))).Select(e => new RefusedEvent(e.Id, "The test refuses it.")).ToList();
        foreach (var taken in events.Where(e => refused.All(r => r.Id != e.Id)))
        {
            _taken.Enqueue((topic, taken));
        }

        return Task.FromResult<IReadOnlyList<RefusedEvent>>(refused);
    }
}
