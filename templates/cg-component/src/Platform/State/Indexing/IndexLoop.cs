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

    /// <summary>Takes everything that landed. A log that the index cannot take stops no other.</summary>
    /// <returns>Whether it succeeded; otherwise the rest waits in the backlog.</returns>
    public async Task<bool> TryCatchUpAsync(CancellationToken cancellationToken)
    {
        var (log, landed, former, repairs) = backlog.Take();
        // The own log first: new commits wait for it when it is far behind, and for no other (commit-log 2).
        var done = log is null || await TryAsync(() => FollowAsync(log, landed, cancellationToken), cancellationToken);
        var left = new List<string>();
        foreach (var ended in former)
        {
            if (!await TryAsync(() => drainer.DrainAsync(ended, cancellationToken), cancellationToken))
            {
                left.Add(ended);
            }
        }

        foreach (var part in repairs.Chunk(IndexConsumer.MostTouches))
        {
            done &= await TryAsync(() => index.RepairAsync(part, cancellationToken), cancellationToken);
        }

        if (done && left.Count == 0)
        {
            return true;
        }

        backlog.PutBack(left);
        return false;
    }

    private async Task FollowAsync(RegisteredLog log, long landed, CancellationToken cancellationToken) =>
        backlog.Folded(log.Id, await follower.FollowAsync(index, log, landed, cancellationToken));

    private async Task<bool> TryAsync(Func<Task> step, CancellationToken cancellationToken)
    {
        try
        {
            await step();
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, e);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The index cannot follow a log now; lists read the entries instead. It is tried again.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
