using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Logs;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Indexing;

/// <summary>
/// Leads the index through this replica's log, and through the logs that it wrote before (commit-log 14). It follows in batches: a list
/// reads what is not in the pages from the entries, so nothing waits for it.
/// </summary>
internal sealed partial class IndexLoop(
    IndexBacklog backlog, IndexConsumer index, Follower follower, Drainer drainer, TimeProvider time, ILogger<IndexLoop> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var failures = 0; ;)
        {
            await Pause.BeforeAsync(time, failures, cancellationToken);
            await backlog.WaitAsync(cancellationToken);
            failures = await TryCatchUpAsync(cancellationToken) ? 0 : failures + 2;
        }
    }

    /// <summary>Takes everything that landed.</summary>
    /// <returns>Whether it succeeded; otherwise the rest waits in the backlog.</returns>
    public async Task<bool> TryCatchUpAsync(CancellationToken cancellationToken)
    {
        var (log, landed, former, repairs) = backlog.Take();
        var drained = 0;
        try
        {
            foreach (var ended in former)
            {
                await drainer.DrainAsync(ended, cancellationToken);
                drained++;
            }

            if (log is not null)
            {
                backlog.Folded(log.Id, await follower.FollowAsync(index, log, landed, cancellationToken));
            }

            if (repairs.Count > 0)
            {
                await index.RepairAsync(repairs, cancellationToken);
            }

            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, e);
            backlog.PutBack(former.Skip(drained));
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The index cannot follow the log now; lists read the entries instead. It is tried again.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
