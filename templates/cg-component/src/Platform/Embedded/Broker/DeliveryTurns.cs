using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Embedded.Broker;

/// <summary>The transactions of deliveries.</summary>
internal sealed partial class DeliveryTurns(
    BrokerFile file,
    DeliveryHandling handling,
    Retention retention,
    IOptions<EmbeddedOptions> embedded,
    IOptions<EmbeddedEventOptions> options,
    TimeProvider time,
    ILogger<DeliveryTurns> logger)
{
    private readonly byte[] _topics = JsonList.Of(handling.Subscriptions.Keys).ToArray();

    /// <exception cref="BuildingBlocks.EventBrokerException">The file failed; the message says why and what to do.</exception>
    public Task SubscribeAsync(CancellationToken cancellationToken) => file.TransactAsync(Subscribe, cancellationToken);

    /// <summary>Settles what ended and takes what is due in one transaction, so that many deliveries cost few waits for the disk.</summary>
    /// <returns>What is to be handled now, at most as many as are free.</returns>
    /// <exception cref="BuildingBlocks.EventBrokerException">The file failed, and nothing was settled or taken.</exception>
    public async Task<List<Delivery>> TakeAsync(List<Settled> ended, int free)
    {
        var isDue = free > 0 && await file.ReadAsync(connection => connection.Deliveries.Next(_topics), CancellationToken.None) <= Now();
        return isDue || ended.Count > 0
            ? await file.TransactAsync(connection => Take(connection, ended, free), CancellationToken.None)
            : [];
    }

    /// <summary>
    /// Settles what needs no room, and makes room. A dead letter that does not fit is tried again after the longest pause, so that it holds up
    /// no other delivery.
    /// </summary>
    /// <exception cref="BuildingBlocks.EventBrokerException">The file failed, and nothing was settled.</exception>
    public Task SettleAsync(List<Settled> ended)
    {
        var later = Now() + (long)options.Value.LongestPause.TotalMilliseconds;
        return file.TransactAsync(
            connection =>
            {
                retention.Apply(connection, isUrgent: true);
                return ended.Count(one => connection.Deliveries.Settle(
                    one.DeadLetterTopic is null ? one : new(one.Delivery, DeliveryEnd.Again, later)));
            },
            CancellationToken.None);
    }

    private bool Subscribe(BrokerConnection connection)
    {
        connection.Publishing.Subscribe(embedded.Value.AppId, handling.Subscriptions.Keys);
        return true;
    }

    private List<Delivery> Take(BrokerConnection connection, List<Settled> ended, int free)
    {
        retention.Apply(connection);
        foreach (var one in ended.Where(connection.Deliveries.Settle))
        {
            if (one.DeadLetterTopic is { } topic && !connection.Publishing.Publish(topic, one.Delivery.Content, one.Delivery.Trace, Now()))
            {
                Log.Unheard(logger, topic);
            }
        }

        return free > 0 ? connection.Deliveries.Lease(_topics, free, Now(), options.Value.Lease) : [];
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "An event is gone: nobody listens to its dead-letter topic {Topic}")]
        public static partial void Unheard(ILogger logger, string topic);
    }
}
