using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Committing;

/// <summary>
/// One number carries one transaction (commit-log 3). After a transaction that was not acknowledged, whatever the reason, the number
/// is read before anything else; where it is absent a void is created, so that the transaction cannot land any more.
/// </summary>
internal sealed partial class Settlement(StateCalls calls, LogChain chain, Replica replica, TimeProvider time, ILogger<Settlement> logger)
{
    private readonly Entry _void = new(Entry.NewestFormat, EntryKind.Void, replica.Id);

    /// <summary>Settles the next number of this replica's log. Does not end before the number holds something: until then nothing is known.</summary>
    /// <returns>What became of the transaction, and what the number holds.</returns>
    public async Task<(Settled Settled, Entry Written)> SettleAsync(OwnLog log, CancellationToken cancellationToken)
    {
        var key = StateKeys.Entry(log.Id, log.Next);
        var (spent, stored) = chain.Close(_void, log.Id, log.Next, log.Mac);
        for (var failures = 0; ; failures++)
        {
            await Pause.BeforeAsync(time, failures, cancellationToken);
            try
            {
                if (await calls.GetAsync(key, cancellationToken) is { } item)
                {
                    var written = Entry.Read(item.Value);
                    return (ToSettled(written), written);
                }

                if (await calls.TransactAsync([StateOperation.Create(key, stored)], cancellationToken))
                {
                    return (Settled.Void, spent);
                }
            }
            catch (StateStoreException e)
            {
                Log.NotSettled(logger, log.Next, log.Id, e);
            }
        }
    }

    // Only the owner writes entries and voids. An end of its own is that of a roll: it never fences the log that it writes.
    private Settled ToSettled(Entry entry) => entry.Kind switch
    {
        EntryKind.Entry => Settled.Landed,
        EntryKind.Void => Settled.Void,
        _ => entry.By == replica.Id ? Settled.Rolled : Settled.Ended,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Number {Number} of log {LogId} cannot be settled now; it is tried again.")]
        public static partial void NotSettled(ILogger logger, long number, string logId, Exception exception);
    }
}
