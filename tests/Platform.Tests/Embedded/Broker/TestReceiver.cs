using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Tests.Embedded.Broker;

/// <summary>A component that listens, answers as the test says, and keeps what came.</summary>
internal sealed class TestReceiver(params EventSubscription[] subscriptions) : IEventReceiver
{
    public static readonly EventSubscription Meldingen = new("meldingen", "/events/meldingen", "meldingen-dead");
    public static readonly EventSubscription DeadLetters = new("meldingen-dead", "/events/dead", null);

    public ConcurrentQueue<(string Topic, string Event)> Came { get; } = [];

    public Func<string, CancellationToken, Task<DeliveryOutcome>> Answer { get; set; } = (_, _) => Task.FromResult(DeliveryOutcome.Success);

    /// <summary>What a dead-letter topic's delivery gets.</summary>
    public Func<DeliveryOutcome> AnswerToDead { get; set; } = () => DeliveryOutcome.Success;

    public IReadOnlyList<EventSubscription> Subscriptions => subscriptions;

    public IEnumerable<string> Ids(string topic) =>
        Came.Where(one => one.Topic == topic).Select(one => JsonDocument.Parse(one.Event).RootElement.GetProperty("id").GetString()!);

    public async Task<DeliveryOutcome> ReceiveAsync(EventSubscription subscription, ReadOnlyMemory<byte> cloudEvent, CancellationToken cancellationToken)
    {
        var text = Encoding.UTF8.GetString(cloudEvent.Span);
        Came.Enqueue((subscription.Topic, text));
        return subscription.DeadLetterTopic is null ? AnswerToDead() : await Answer(text, cancellationToken);
    }
}
