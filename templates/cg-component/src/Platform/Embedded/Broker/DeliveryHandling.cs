using System.Diagnostics;
using System.Text;
using CommonGround.Platform.BuildingBlocks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Embedded.Broker;

/// <summary>Hands a delivery to the component, and says what becomes of it.</summary>
internal sealed partial class DeliveryHandling(
    IEnumerable<IEventReceiver> receivers, IOptions<EmbeddedEventOptions> options, TimeProvider time, ILogger<DeliveryHandling> logger)
{
    private static readonly ActivitySource s_source = new("CommonGround.Embedded");

    private readonly IEventReceiver? _receiver = receivers.FirstOrDefault();

    /// <summary>What the component listens to, by topic; nothing where it listens to no events.</summary>
    public IReadOnlyDictionary<string, EventSubscription> Subscriptions { get; } =
        (receivers.FirstOrDefault()?.Subscriptions ?? []).ToDictionary(subscription => subscription.Topic, StringComparer.Ordinal);

    /// <summary>It returns soon after <paramref name="stopping"/> is cancelled, and throws only where the log does.</summary>
    public async Task<Settled> HandleAsync(Delivery delivery, CancellationToken stopping)
    {
        var subscription = Subscriptions[delivery.Topic];
        if (delivery.Tries > options.Value.Tries && subscription.DeadLetterTopic is not null)
        {
            // Its last try ended with the process that had it.
            return End(delivery, subscription, DeliveryOutcome.Retry);
        }

        using var limit = new CancellationTokenSource(options.Value.DeliveryTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        using var span = s_source.StartActivity($"process {delivery.Topic}", ActivityKind.Consumer, delivery.Trace.Length > 0 ? delivery.Trace : null);
        try
        {
            var outcome = await _receiver!.ReceiveAsync(subscription, Encoding.UTF8.GetBytes(delivery.Content), either.Token);
            return End(delivery, subscription, outcome);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return new(delivery, DeliveryEnd.Released, Now());
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Log.TooSlow(logger, delivery.Topic, options.Value.DeliveryTimeout);
            return End(delivery, subscription, DeliveryOutcome.Retry);
        }
        catch (Exception trouble)
        {
            Log.Failed(logger, delivery.Topic, trouble);
            return End(delivery, subscription, DeliveryOutcome.Retry);
        }
    }

    private Settled End(Delivery delivery, EventSubscription subscription, DeliveryOutcome outcome)
    {
        if (outcome == DeliveryOutcome.Success)
        {
            return new(delivery, DeliveryEnd.Handled);
        }

        // A dead-letter topic has no dead-letter topic of its own: there it is tried for ever, and only what is dropped is gone.
        if (outcome == DeliveryOutcome.Retry && (delivery.Tries < options.Value.Tries || subscription.DeadLetterTopic is null))
        {
            var pause = options.Value.PauseAfter(delivery.Tries);
            Log.Again(logger, delivery.Topic, delivery.Tries, pause);
            return new(delivery, DeliveryEnd.Again, Now() + (long)pause.TotalMilliseconds);
        }

        Log.DeadLettered(logger, delivery.Topic, outcome, delivery.Tries, subscription.DeadLetterTopic ?? "nowhere");
        return new(delivery, DeliveryEnd.DeadLettered, DeadLetterTopic: subscription.DeadLetterTopic);
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A delivery on topic {Topic} took longer than {Limit} (Embedded:Events:DeliveryTimeout)")]
        public static partial void TooSlow(ILogger logger, string topic, TimeSpan limit);

        [LoggerMessage(2, LogLevel.Error, "A delivery on topic {Topic} failed")]
        public static partial void Failed(ILogger logger, string topic, Exception exception);

        [LoggerMessage(3, LogLevel.Information, "A delivery on topic {Topic} did not succeed, try {Try}; it is tried again in {Pause}")]
        public static partial void Again(ILogger logger, string topic, int @try, TimeSpan pause);

        [LoggerMessage(4, LogLevel.Warning, "An event on topic {Topic} was given up ({Outcome}, try {Try}); it goes to {DeadLetterTopic}")]
        public static partial void DeadLettered(ILogger logger, string topic, DeliveryOutcome outcome, int @try, string deadLetterTopic);
    }
}
