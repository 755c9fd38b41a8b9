using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.State.Metrics;
using CommonGround.Platform.State.Verification;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Committing;

/// <summary>
/// Sends requests as one transaction under the next number of this replica's log, and settles what does not answer (commit-log 1, 3).
/// A log that has ended, rolled or got lost is left, and a new one registered with the next commit (commit-log 7, 12).
/// </summary>
internal sealed partial class GroupCommit(
    StateCalls calls, Registrar registrar, CurrentLog current, Roll roll, Heartbeat heartbeat, Settlement settlement, LogChain chain, EntryCache cache,
    Landings landings, Replica replica, CommitMetrics metrics, LogMetrics logs, ILogger<GroupCommit> logger)
{
    /// <summary>How long until the log is to roll.</summary>
    public TimeSpan UntilRoll => current.Log?.UntilRoll ?? Timeout.InfiniteTimeSpan;

    /// <summary>Goes on in a new log. Where a void tells that the roll did not happen, in the old one for a while (commit-log 3, 7).</summary>
    /// <exception cref="StateStoreException">The store failed; nothing was sent.</exception>
    public async Task RollAsync(CancellationToken cancellationToken)
    {
        var log = current.Log!;
        if (log.IsLost)
        {
            // Its last number may be gone: only a fence records that, so that consumers can step over it.
            Leave(log);
            return;
        }

        var ((settled, written), next) = await roll.RollAsync(log, cancellationToken);
        if (settled == Settled.Void)
        {
            Spend(log, written!);
            log.RollLater();
            return;
        }

        if (settled == Settled.Rolled)
        {
            log.Spend(written!.Mac!);
        }

        Leave(log, settled);
        current.Log = next;
    }

    /// <summary>Makes ready to send: a log that is registered, and that names the key numbers of the requests (commit-log 7, 15).</summary>
    /// <exception cref="StateStoreException">The store failed; nothing was sent.</exception>
    public async Task PrepareAsync(IReadOnlyList<CommitRequest> requests, CancellationToken cancellationToken)
    {
        if (current.Log is { IsLost: true } lost)
        {
            Leave(lost);
        }

        var log = current.Log ??= await registrar.RegisterAsync(cancellationToken);
        foreach (var request in requests)
        {
            if (!log.KeyNumbers.Contains(request.KeyNumber))
            {
                log.KeyNumbers = await registrar.NameKeyNumberAsync(request.KeyNumber, cancellationToken);
            }
        }
    }

    public async Task<Settled> SendAsync(IReadOnlyList<CommitRequest> requests, CancellationToken cancellationToken)
    {
        var log = current.Log!;
        var (entry, stored) = chain.Close(CommitGroup.ToEntry(requests, replica.Id), log.Id, log.Next, log.Mac);
        var operations = CommitGroup.ToOperations(requests);
        operations.Add(StateOperation.Create(StateKeys.Entry(log.Id, log.Next), stored));
        var (settled, written) = (Settled.Landed, entry);
        if (!await calls.TransactAsync(operations, cancellationToken))
        {
            (settled, written) = await settlement.SettleAsync(log, cancellationToken);
            Log.Settled(logger, requests.Count, log.Id, log.Next, settled);
        }

        switch (settled)
        {
            case Settled.Landed:
            case Settled.Void:
                Spend(log, written);
                break;
            default:
                Log.Ended(logger, log.Id, log.Next);
                Leave(log, settled);
                break;
        }

        return settled;
    }

    /// <summary>Goes on in a new log: what the last number of this one holds is not known.</summary>
    public void LeaveLog()
    {
        if (current.Log is { } log)
        {
            current.Log = null;
            heartbeat.Stop(log.Id);
            if (log.Head is { } head)
            {
                // Heads that go out now and then would miss what came after the last of them (commit-log 16).
                Log.Left(logger, head);
            }
        }
    }

    private void Leave(OwnLog log, Settled settled)
    {
        // Where the watch found it ended, it is counted already.
        if (settled == Settled.Ended && !log.IsLost)
        {
            logs.EndedByOther();
        }

        Leave(log);
    }

    private void Leave(OwnLog log)
    {
        LeaveLog();
        landings.Ended(log.Id);
    }

    private void Spend(OwnLog log, Entry entry)
    {
        cache.Add(log.Id, log.Next, entry, whole: true);
        landings.Landed(log.Registered, log.Next, entry);
        log.Spend(entry.Mac!);
        if (entry.Kind == EntryKind.Void)
        {
            metrics.Void();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Information, "A commit of {Count} requests at {LogId}/{Number} was not acknowledged; it is settled as {Settled}.")]
        public static partial void Settled(ILogger logger, int count, string logId, long number, Settled settled);

        [LoggerMessage(3, LogLevel.Information, "This replica leaves a log, whose last head is {Head}. Keep it outside the store; verify-log takes it.")]
        public static partial void Left(ILogger logger, LogHead head);

        [LoggerMessage(1, LogLevel.Warning, "Log {LogId} was found ended at {Number}; this replica registers a new log and goes on there.")]
        public static partial void Ended(ILogger logger, string logId, long number);
    }
}
