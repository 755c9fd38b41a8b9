using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Indexing;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Logs;

/// <summary>
/// Takes a log that has ended out of the registration: the index first takes what is left of it, then the log moves to its
/// drained document in one transaction (commit-log 10). Any replica may, without a lock. Other consumers follow in loops of their
/// own, before and after that.
/// </summary>
internal sealed partial class Drainer(
    StateCalls calls, SideTransactions side, Registrar registrar, DrainedChain chain, DrainedSeal seal, Consumers consumers, IndexConsumer index, Follower follower,
    TimeProvider time, ILogger<Drainer> logger)
{
    /// <exception cref="StateStoreException">The store failed; what was done stands, and the rest may be done again.</exception>
    public async Task DrainAsync(string logId, CancellationToken cancellationToken)
    {
        var registration = await registrar.ReadAsync(cancellationToken);
        if (registration.Find(logId) is not { End: { } end } log)
        {
            return;
        }

        // A format that this replica does not have: it leaves the log to one that does.
        if (log.Format > Entry.NewestFormat)
        {
            Log.NewerFormat(logger, logId, log.Format);
            return;
        }

        if (await follower.FollowAsync(index, log, end, cancellationToken) >= end)
        {
            await MoveAsync(logId, cancellationToken);
        }
    }

    private async Task MoveAsync(string logId, CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            await Pause.BeforeAsync(time, failures, cancellationToken);
            var item = await registrar.ReadItemAsync(cancellationToken);
            var registration = Registration.Read(item);
            if (registration.Find(logId) is not { } log)
            {
                return;
            }

            // Who ended it may have slept before that landed. Here it has, so the day for which its numbers stay counts from now (commit-log 11).
            var now = time.GetUtcNow();
            var drained = new DrainedLog(log with { EndedAt = now > log.EndedAt ? now : log.EndedAt }, await ReachedAsync(log, cancellationToken));
            var operations = await chain.AppendAsync(logId, cancellationToken);
            operations.Add(registration.Without(logId).ToOperation(item));
            operations.Add(seal.ToCreation(drained));
            if (await side.TransactAsync(operations, cancellationToken))
            {
                Log.Drained(logger, logId);
                NameUnknown(log);
                return;
            }
        }
    }

    // Progress moves only up, so what it says holds without its etag; who reaches the end later says so in the drained document.
    private async Task<IReadOnlyList<string>> ReachedAsync(RegisteredLog log, CancellationToken cancellationToken)
    {
        var keys = log.Consumers.ToDictionary(name => name, name => StateKeys.Progress(log.Id, name));
        var items = await calls.GetManyAsync(keys.Values, cancellationToken);
        return [.. log.Consumers.Where(name => items.TryGetValue(keys[name], out var item) && Progress.Read(item).Next >= log.End)];
    }

    private void NameUnknown(RegisteredLog log)
    {
        foreach (var name in log.Consumers.Where(name => !consumers.Names.Contains(name) && !consumers.IsRetired(name)))
        {
            Log.UnknownConsumer(logger, log.Id, name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Drained log {LogId}.")]
        public static partial void Drained(ILogger logger, string logId);

        [LoggerMessage(2, LogLevel.Warning, "Log {LogId} has entry format {Format}, which this version does not know; a newer replica drains it.")]
        public static partial void NewerFormat(ILogger logger, string logId, int format);

        [LoggerMessage(3, LogLevel.Warning, "Log {LogId} waits for consumer {Consumer}, which this replica does not have. If it is gone for good, name it in State:RetiredConsumers; otherwise the log is never archived.")]
        public static partial void UnknownConsumer(ILogger logger, string logId, string consumer);
    }
}
