using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Indexing;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.State.Metrics;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Archiving;

/// <summary>
/// Lets the lines of archived logs go when their retention has ended. Of a block their count and HMAC stay, so that the chain still holds; when
/// all of a log has expired its blocks go, and the drained document keeps what it says of each owner (commit-log 11, 16). References to a
/// line go before the line (commit-log 14).
/// </summary>
/// <remarks>
/// Each step is one transaction with the drained document under its etag, which says how far it is: several replicas may do this at once and
/// end anywhere, and a step that lands late is refused.
/// </remarks>
internal sealed partial class Expiry(
    StateCalls calls, SideTransactions side, DrainedLogs drained, DrainedSeal seal, BlockChain chain, IndexFold fold, Retention retention,
    AlteredLogs altered, LogMetrics metrics, TimeProvider time, ILogger<Expiry> logger)
{
    // The rest waits for the next time, so that requests have the store in between.
    private const int MostSteps = 32;

    // A block has up to a megabyte.
    private const int Together = 16;

    /// <summary>Goes a bounded part of the way, for each log that is due. One with which something is wrong stops no other.</summary>
    /// <exception cref="StateStoreException">The store failed; what was done stands.</exception>
    public async Task ExpireAsync(CancellationToken cancellationToken)
    {
        foreach (var log in await drained.FindExpiringAsync(cancellationToken))
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
                Log.Failed(logger, log.Log.Id, e);
            }
        }
    }

    /// <returns>Whether there is more to do.</returns>
    private async Task<bool> StepAsync(string logId, CancellationToken cancellationToken)
    {
        if (await drained.FindAsync(logId, cancellationToken) is not ({ IsArchived: true, Archive: { } archive } log, var item))
        {
            return false;
        }

        if (archive.Expiring is not { } done)
        {
            var expired = retention.Expired(log, time.GetUtcNow());
            if (expired.Count <= archive.Expired.Count)
            {
                return false;
            }

            await CheckAsync(log, archive, cancellationToken);
            return await WriteAsync([], log, archive with { Expired = expired, Expiring = 0 }, item, cancellationToken);
        }

        var (place, key, found) = await FindAsync(logId, archive, done, cancellationToken);
        if (found is null)
        {
            Log.Expired(logger, string.Join(", ", archive.Expired), logId);
            await WriteAsync([], log, archive with { Expiring = null, References = 0 }, item, cancellationToken);
            return false;
        }

        // One that cannot be read names no lines; verification tells what is wrong with it.
        var block = Block.TryRead(found.Value, out var read) ? read : null;
        var touches = block is null ? [] : TouchesOf(logId, block, archive, key).Skip(archive.References).Take(IndexConsumer.MostTouches).ToList();
        if (touches.Count > 0)
        {
            return await fold.RemoveAsync(touches, cancellationToken) is { } folded
                && await WriteAsync(folded.Operations, log, archive with { Expiring = place, References = archive.References + folded.Taken }, item, cancellationToken);
        }

        return await WriteAsync(Empty(archive, key, found, block), log, archive with { Expiring = place + 1, References = 0 }, item, cancellationToken);
    }

    // What was altered is evidence, and does not go by itself (commit-log 16).
    private async Task CheckAsync(DrainedLog log, LogArchive archive, CancellationToken cancellationToken)
    {
        foreach (var owner in archive.Owners)
        {
            if (await chain.CheckAsync(log, LineOwner.Parse(owner.Owner), cancellationToken) is { } found)
            {
                throw new LogAlteredException($"{found.Key} {found.What}");
            }
        }
    }

    private static IEnumerable<StateOperation> Empty(LogArchive archive, string key, StateItem found, Block? block)
    {
        if (archive.HasExpired)
        {
            return [StateOperation.Delete(key, found.ETag)];
        }

        var rest = archive.Expired.Aggregate(block, (left, kind) => left?.Without(kind))?.Write();
        return rest is null || rest == found.Value ? [] : [StateOperation.Replace(key, rest, found.ETag)];
    }

    // The next block that is there: an owner may have nothing in a stretch, and what another emptied stays.
    private async Task<(int Place, string Key, StateItem? Found)> FindAsync(string log, LogArchive archive, int done, CancellationToken cancellationToken)
    {
        foreach (var keys in archive.Places().Skip(done).Select(p => archive.KeyOf(p.Owner, log, p.Stretch)).Chunk(Together))
        {
            var items = await calls.GetManyAsync(keys, cancellationToken);
            foreach (var key in keys)
            {
                if (items.TryGetValue(key, out var item))
                {
                    return (done, key, item);
                }

                done++;
            }
        }

        return (done, "", null);
    }

    // In the order of the pages: what goes out of one page goes in one write.
    private static IEnumerable<Touch> TouchesOf(string log, Block block, LogArchive archive, string key) =>
        archive.Expired
            .SelectMany(kind => block.LinesOf(kind).Select(line => LineTouches.Of(log, line.Number, line.Index, line.ToEntryLine(kind, key.Split('/')[0]))))
            .OfType<Touch>()
            .OrderBy(touch => touch.Tree, StringComparer.Ordinal).ThenBy(touch => touch.Id);

    private Task<bool> WriteAsync(
        IEnumerable<StateOperation> operations, DrainedLog log, LogArchive archive, StateItem item, CancellationToken cancellationToken) =>
        side.TransactAsync([.. operations, seal.ToOperation(log with { Archive = archive }, item)], cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The retention of the {Kinds} lines of log {LogId} has ended: they are gone.")]
        public static partial void Expired(ILogger logger, string kinds, string logId);

        [LoggerMessage(2, LogLevel.Warning, "Lines of log {LogId} whose retention has ended cannot go now; it is tried again.")]
        public static partial void Failed(ILogger logger, string logId, Exception exception);
    }
}
