using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Committing;

/// <summary>
/// Ends this replica's log and registers its next one: the end, the record of it and the new log in one transaction, which takes a
/// number and is settled like a commit (commit-log 3, 7).
/// </summary>
internal sealed partial class Roll(
    StateCalls calls, Registrar registrar, Heartbeat heartbeat, Settlement settlement, LogChain chain, Replica replica, TimeProvider time,
    ILogger<Roll> logger)
{
    private readonly Entry _end = new(Entry.NewestFormat, EntryKind.End, replica.Id);

    /// <returns>
    /// How the log's next number was settled and what it holds, and the new log where that is <see cref="Settled.Rolled"/>. After a void the
    /// roll can never land.
    /// </returns>
    /// <exception cref="StateStoreException">The registration cannot be read; nothing was sent.</exception>
    public async Task<((Settled Settled, Entry? Written) Number, OwnLog? Next)> RollAsync(OwnLog log, CancellationToken cancellationToken)
    {
        var next = await registrar.BeginAsync(cancellationToken);
        OwnLog? own = null;
        try
        {
            var item = await registrar.ReadItemAsync(cancellationToken);
            var registration = Registration.Read(item);
            if (registration.Find(log.Id) is not { End: null } registered)
            {
                return ((Settled.Ended, null), null);
            }

            var ended = registered with { End = log.Next, EndedAt = time.GetUtcNow() };
            var (added, operations) = registrar.Add(next, registration.Replace(ended), item);
            var (end, stored) = chain.Close(_end, log.Id, log.Next, log.Mac);
            operations.Add(StateOperation.Create(StateKeys.Entry(log.Id, log.Next), stored));
            var number = await calls.TransactAsync(operations, cancellationToken)
                ? (Settled.Rolled, end)
                : await settlement.SettleAsync(log, cancellationToken);
            Log.Rolled(logger, log.Id, log.Next, next.Id, number.Item1);
            own = number.Item1 == Settled.Rolled ? registrar.Own(next, added) : null;
            return (number, own);
        }
        finally
        {
            if (own is null)
            {
                // Where the roll landed all the same, and a fault of ours came after it, it gets ended like any log that is left behind.
                heartbeat.Stop(next.Id);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The roll of log {LogId} at {Number} to log {NextId} is settled as {Settled}.")]
        public static partial void Rolled(ILogger logger, string logId, long number, string nextId, Settled settled);
    }
}
