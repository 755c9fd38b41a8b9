using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CommonGround.Platform.BuildingBlocks;

namespace Voorbeeld.Component.Tests.Fixture;

/// <summary>The event broker of the tests: it takes everything, and shows what it took.</summary>
public sealed class TestBroker : IEventBroker
{
    private readonly ConcurrentQueue<(string Topic, JsonObject Event)> _taken = [];

    public string Name => "pubsub";

    /// <summary>All events so far.</summary>
    public IReadOnlyList<JsonObject> Taken => [.. _taken.Select(taken => taken.Event)];

    public Task<IReadOnlyList<RefusedEvent>> PublishAsync(string topic, IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        foreach (var taken in events)
        {
            _taken.Enqueue((topic, (JsonObject)JsonNode.Parse(taken.CloudEvent)!));
        }

        return Task.FromResult<IReadOnlyList<RefusedEvent>>([]);
    }

    /// <summary>The events about a subject, in order, once there are so many. An event leaves a moment after the answer.</summary>
    public async Task<IReadOnlyList<JsonObject>> EventsAsync(string topic, string subject, int count)
    {
        while (true)
        {
            var events = _taken.Where(taken => taken.Topic == topic && (string?)taken.Event["subject"] == subject).Select(taken => taken.Event).ToList();
            if (events.Count >= count)
            {
                return events;
            }

            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
