using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.State.Metrics;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Archiving;

/// <summary>
/// Archives drained logs: a day after the end, when every consumer that a log names has reached it or is retired, its lines go to blocks, and
/// when all of them are there its numbers go (commit-log 11). What has expired goes after that.
/// </summary>
/// <remarks>
/// Each step is transactions with the drained document under its etag, which says how far it is: several replicas may do this at once and
/// end anywhere, and a step that lands late is refused. A log of a format that this replica does not have is left alone: its entries may
/// hold what this replica would not put into blocks.
/// </remarks>
internal sealed partial class Archiver(
    DrainedLogs drained, BlockWriter blocks, NumberDeletion deletion, Expiry expiry, AlteredLogs altered, Consumers consumers, LogMetrics metrics,
    StateOptions options, TimeProvider time, ILogger<Archiver> logger)
{
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

    /// <summary>Goes a bounded part of the way, for each log that is due. One with which something is wrong stops no other.</summary>
    /// <exception cref="StateStoreException">The store failed; what was done stands.</exception>
    public async Task ArchiveAsync(CancellationToken cancellationToken)
    {
        foreach (var log in (await drained.FindOpenAsync(cancellationToken)).Where(IsDue))
        {
            try
            {
                for (var step = 0; step < MostSteps && await StepAsync(log.Log.Id, cancellationToken); step++)
                {
                }

                altered.Sound(log.Log.Id);
            }
            catch (LogAlteredException e)
            {
                metrics.ArchivingFailed();
                altered.Found(log.Log.Id, e.Message);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                metrics.ArchivingFailed();
                Log.LogFailed(logger, log.Log.Id, e);
            }
        }

        await expiry.ExpireAsync(cancellationToken);
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

        if (log.Deleting is null)
        {
            NameRetired(log);
            return await blocks.WriteAsync(log, item, cancellationToken);
        }

        var next = await deletion.StepAsync(log, item, cancellationToken);
        if (next is { IsArchived: true })
        {
            Log.Archived(logger, logId);
            metrics.Archived();
        }

        return next is { IsArchived: false };
    }

    private void NameRetired(DrainedLog log)
    {
        foreach (var retired in log.Archive is null ? log.Log.Consumers.Except(log.Reached) : [])
        {
            Log.Retired(logger, retired, log.Log.Id);
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

        [LoggerMessage(4, LogLevel.Warning, "Log {LogId} cannot be archived now; the other logs are, and it is tried again.")]
        public static partial void LogFailed(ILogger logger, string logId, Exception exception);
    }
}
