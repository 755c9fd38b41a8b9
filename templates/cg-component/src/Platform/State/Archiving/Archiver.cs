using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.State.Metrics;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Archiving;

/// <summary>
/// Deletes what nobody needs any more of a drained log (commit-log 11): a day after its end, when every consumer that it names has
/// reached the end or is retired. The last number before the end and the end stay, since a replica that slept can only ask for those.
/// </summary>
/// <remarks>
/// Each step is one transaction with the drained document under its etag, which says how far the deletion is: several replicas may do
/// this at once and end anywhere, and a step that lands late is refused. A log of a format that this replica does not have is left
/// alone: its entries may hold lines, which go to blocks before anything is deleted.
/// </remarks>
internal sealed partial class Archiver(
    StateCalls calls, SideTransactions side, DrainedLogs drained, Consumers consumers, LogMetrics metrics, StateOptions options, TimeProvider time,
    ILogger<Archiver> logger)
{
    // A transaction's deletions, with the drained document in it.
    private const int StepLength = 255;

    // The rest waits for the next time, so that requests have the store in between.
    private const int MostSteps = 32;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(options.HeartbeatInterval, time, cancellationToken);
            try
            {
                await ArchiveAsync(cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                Log.Failed(logger, e);
            }
        }
    }

    /// <summary>Goes a bounded part of the way, for each log that is due.</summary>
    /// <exception cref="StateStoreException">The store failed; what was done stands.</exception>
    public async Task ArchiveAsync(CancellationToken cancellationToken)
    {
        foreach (var log in (await drained.FindOpenAsync(cancellationToken)).Where(IsDue))
        {
            for (var step = 0; step < MostSteps && await StepAsync(log.Log.Id, cancellationToken); step++)
            {
            }
        }
    }

    // What was begun is done to the end, also where this replica would not have begun it.
    private bool IsDue(DrainedLog log) =>
        log.Log.Format <= Entry.NewestFormat
        && (log.Deleting is not null
            || (log.Log.EndedAt + options.ArchiveAfter <= time.GetUtcNow()
                && log.Log.Consumers.All(name => log.Reached.Contains(name) || consumers.IsRetired(name))));

    /// <returns>Whether there is more to do.</returns>
    private async Task<bool> StepAsync(string logId, CancellationToken cancellationToken)
    {
        if (await drained.FindAsync(logId, cancellationToken) is not var (log, item) || log.IsArchived)
        {
            return false;
        }

        var last = log.Log.End!.Value - 1;
        if (log.Deleting is not { } from)
        {
            foreach (var retired in log.Log.Consumers.Except(log.Reached))
            {
                Log.Retired(logger, retired, logId);
            }

            return await side.TransactAsync([(log with { Deleting = 0 }).ToOperation(item)], cancellationToken);
        }

        if (from < last)
        {
            var to = Math.Min(from + StepLength, last);
            var deletions = await DeleteAsync([.. Numbers(from, to).Select(n => StateKeys.Entry(logId, n))], cancellationToken);
            return await side.TransactAsync([.. deletions, (log with { Deleting = to }).ToOperation(item)], cancellationToken);
        }

        List<StateOperation> closing =
        [
            .. await DeleteAsync([.. log.Log.Consumers.Select(name => StateKeys.Progress(logId, name))], cancellationToken),
            .. await StripAsync(StateKeys.Entry(logId, last), cancellationToken),
            (log with { Deleting = null, IsArchived = true }).ToOperation(item),
        ];
        if (await side.TransactAsync(closing, cancellationToken))
        {
            Log.Archived(logger, logId);
            metrics.Archived();
        }

        return false;
    }

    private async Task<IEnumerable<StateOperation>> DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var items = await calls.GetManyAsync(keys, cancellationToken);
        return keys.Where(items.ContainsKey).Select(key => StateOperation.Delete(key, items[key].ETag));
    }

    // Of the last entry its request ids stay: they tell a replica that slept whose it is.
    private async Task<IEnumerable<StateOperation>> StripAsync(string key, CancellationToken cancellationToken) =>
        await calls.GetAsync(key, cancellationToken) is { } item
            && Entry.Read(item.Value) is var entry && (entry.Touched.Count > 0 || entry.Events.Count > 0 || entry.Lines.Count > 0)
            ? [StateOperation.Replace(key, (entry with { Touched = [], Events = [], Lines = [] }).Write(), item.ETag)]
            : [];

    private static IEnumerable<long> Numbers(long from, long to)
    {
        for (var number = from; number < to; number++)
        {
            yield return number;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Consumer {Consumer} is retired: what it had not taken of log {LogId} is deleted.")]
        public static partial void Retired(ILogger logger, string consumer, string logId);

        [LoggerMessage(2, LogLevel.Information, "Archived log {LogId}.")]
        public static partial void Archived(ILogger logger, string logId);

        [LoggerMessage(3, LogLevel.Warning, "Logs cannot be archived now; it is tried again.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
