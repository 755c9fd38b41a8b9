using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Events.DeadLetters;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Events.Receiving;

/// <summary>Takes deliveries, whoever brings them, and says what is to become of each. What is dropped is kept with its reason first.</summary>
internal sealed partial class Deliveries(
    Topics topics, EventHandling handling, DeadLetterIntake intake, RecentReasons reasons, EventMetrics metrics, IOptions<SubscriptionOptions> options,
    TimeProvider time, ILogger<Deliveries> logger) : IEventReceiver
{
    // With State:AnswerTimeout (8 seconds) for the last try, and 2 for its lines, it is what a sidecar waits (15 seconds, resiliency.yaml).
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    public IReadOnlyList<EventSubscription> Subscriptions => topics.All;

    public Task<DeliveryOutcome> ReceiveAsync(EventSubscription subscription, ReadOnlyMemory<byte> cloudEvent, CancellationToken cancellationToken)
    {
        var (topic, isDeadLetters) = topics.Find(subscription);
        return ReceiveAsync(topic, isDeadLetters, CloudEventReader.Read(cloudEvent.Span, options.Value.EventBytes), cancellationToken);
    }

    /// <summary>As the other, with an event that was read already.</summary>
    public async Task<DeliveryOutcome> ReceiveAsync(Topic topic, bool isDeadLetters, CloudEvent received, CancellationToken cancellationToken)
    {
        try
        {
            return isDeadLetters
                ? await TakeDeadLetterAsync(topic, received, cancellationToken)
                : await HandleAsync(topic, received, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.Fault(logger, received.Id, topic.Name, e);
            return DeliveryOutcome.Retry;
        }
    }

    private Task<DeliveryOutcome> TakeDeadLetterAsync(Topic topic, CloudEvent received, CancellationToken cancellationToken) =>
        intake.TakeAsync(handling.TenantOf(topic, received) ?? Oin.Organization, Letter(topic, received, received.Fault ?? ""), cancellationToken);

    private async Task<DeliveryOutcome> HandleAsync(Topic topic, CloudEvent received, CancellationToken cancellationToken)
    {
        var verdict = await TryAsync(topic, received, cancellationToken);
        metrics.Received(verdict.Result);
        switch (verdict.Outcome)
        {
            case DeliveryOutcome.Drop:
                await intake.TryPutAsync(verdict.Tenant, Letter(topic, received, verdict.Reason!), cancellationToken);
                break;
            case DeliveryOutcome.Retry:
                if (verdict.IsStateTrouble)
                {
                    Log.NoState(logger, received.Id, topic.Name, verdict.Reason!);
                }

                reasons.Note(Letter(topic, received, verdict.Reason!));
                break;
        }

        return verdict.Outcome;
    }

    // A store that fails fast would use up all deliveries of an event in seconds: so each is held for a while.
    private async Task<Verdict> TryAsync(Topic topic, CloudEvent received, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        for (var failures = 1; ; failures++)
        {
            var verdict = await handling.HandleAsync(topic, received, alongside: null, cancellationToken);
            if (!verdict.IsStateTrouble || time.GetElapsedTime(began) >= s_patience)
            {
                return verdict;
            }

            await Pause.BeforeAsync(time, failures + 1, cancellationToken);
        }
    }

    private static DeadLetter Letter(Topic topic, CloudEvent received, string reason) =>
        new(topic.Name, topic.Name, received.Source ?? "", received.Id ?? "", received.Text ?? "", reason)
        {
            IsReceived = true,
            Type = received.Type,
            TraceParent = received.TraceParent,
        };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The delivery of event {EventId} of {Topic} failed in an unforeseen way; it is to be delivered again.")]
        public static partial void Fault(ILogger logger, string? eventId, string topic, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "Event {EventId} of {Topic} is to be delivered again: {Reason}")]
        public static partial void NoState(ILogger logger, string? eventId, string topic, string reason);
    }
}
