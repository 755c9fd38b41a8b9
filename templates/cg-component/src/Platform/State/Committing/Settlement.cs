using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Committing;

/// <summary>
/// One number carries one transaction (commit-log 3). After a transaction that was not acknowledged, whatever the reason, the number
/// is read before anything else; where it is absent a void is created, so that the transaction cannot land any more.
/// </summary>
internal sealed partial class Settlement(StateCalls calls, Replica replica, TimeProvider time, ILogger<Settlement> logger)
{
    private readonly string _void = new Entry(Entry.NewestFormat, EntryKind.Void, replica.Id).Write();

    /// <summary>Does not end before the number holds something: until then nothing is known.</summary>
    public async Task<Settled> SettleAsync(string log, long number, CancellationToken cancellationToken)
    {
        var key = StateKeys.Entry(log, number);
        for (var failures = 0; ; failures++)
        {
            await Pause.BeforeAsync(time, failures, cancellationToken);
            try
            {
                if (await calls.GetAsync(key, cancellationToken) is { } item)
                {
                    return ToSettled(Entry.Read(item.Value));
                }

                if (await calls.TransactAsync([StateOperation.Create(key, _void)], cancellationToken))
                {
                    return Settled.Void;
                }
            }
            catch (StateStoreException e)
            {
                Log.NotSettled(logger, number, log, e);
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
