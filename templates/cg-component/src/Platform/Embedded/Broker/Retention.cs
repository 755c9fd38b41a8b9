using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Embedded.Broker;

/// <summary>
/// Removes what a component that does not run any more has not taken, on the way of other transactions, so that a file does not grow
/// for ever.
/// </summary>
internal sealed partial class Retention(IOptions<EmbeddedEventOptions> options, TimeProvider time, ILogger<Retention> logger)
{
    private const int RemovedAtOnce = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private DateTimeOffset _from;

    /// <summary>Removes within a transaction, at most once a minute while there is little to remove.</summary>
    /// <param name="connection">With the transaction.</param>
    /// <param name="isUrgent">Room is needed, or what was removed before was undone: it does not wait for the minute.</param>
    public void Apply(BrokerConnection connection, bool isUrgent = false)
    {
        var now = time.GetUtcNow();
        if (!isUrgent && now < _from)
        {
            return;
        }

        var unheard = connection.Publishing.RemoveOld((now - options.Value.Life).ToUnixTimeMilliseconds(), RemovedAtOnce);
        if (unheard > 0)
        {
            Log.Unheard(logger, unheard, options.Value.Life);
        }

        _from = unheard < RemovedAtOnce ? now + Pause : now;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Deliveries} deliveries were removed: their component did not take them for {Life} (Embedded:Events:Life)")]
        public static partial void Unheard(ILogger logger, int deliveries, TimeSpan life);
    }
}
