using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Indexing;

/// <summary>Takes the entries of a log into the index, from its progress on: pages and progress in one transaction (commit-log 10, 14).</summary>
internal sealed class IndexFolder(StateCalls calls, SideTransactions side, LogReader reader, IndexFold fold, TimeProvider time)
{
    private const int MostEntries = 256;
    private const int MostTouches = 256;

    // Some refusals are another replica's work; so many in a row are for the log, and for a longer pause.
    private const int MostFailures = 10;

    /// <summary>Folds until nothing is left, or what was written before <paramref name="until"/> is in.</summary>
    /// <returns>The next number to take.</returns>
    /// <exception cref="StateStoreException">The store failed; what was folded stands.</exception>
    public async Task<long> FoldAsync(RegisteredLog log, long until, CancellationToken cancellationToken)
    {
        var key = StateKeys.Progress(log.Id, IndexConsumer.Name);
        for (var failures = 0; ;)
        {
            await Pause.BeforeAsync(time, failures, cancellationToken);
            // Read again each time: a transaction does not tell the new etag, and another may have drained meanwhile.
            var item = await calls.GetAsync(key, cancellationToken)
                ?? throw new StateStoreException($"Log {log.Id} has no progress of {IndexConsumer.Name}.");
            var progress = Progress.Read(item);
            if (progress.Next >= until)
            {
                return progress.Next;
            }

            var entries = await reader.ReadAsync(new LogPosition(log, progress.Next), MostEntries, cancellationToken);
            if (entries.Count == 0)
            {
                return progress.Next;
            }

            failures = await FoldBatchAsync(key, item, progress, entries, cancellationToken) ? 0 : failures + 1;
            if (failures == MostFailures)
            {
                throw new StateStoreException($"The index could not write what log {log.Id} has from {progress.Next} on, {failures} times in a row.");
            }
        }
    }

    /// <summary>Looks at ids that a list found without their document (commit-log 14).</summary>
    public async Task RepairAsync(IReadOnlyList<Touch> touches, CancellationToken cancellationToken)
    {
        // Once: what is refused here shows up in the next list again.
        if (await fold.PrepareAsync(touches, cancellationToken) is { } folded)
        {
            await side.TransactAsync(folded.Operations, cancellationToken);
        }
    }

    private async Task<bool> FoldBatchAsync(
        string key, StateItem item, Progress progress, IReadOnlyList<NumberedEntry> entries, CancellationToken cancellationToken)
    {
        var touches = entries.SelectMany(e => e.Entry.Touches()).Skip(progress.Done).Take(MostTouches).ToList();
        if (await fold.PrepareAsync(touches, cancellationToken) is not { } folded)
        {
            return false;
        }

        folded.Operations.Add(StateOperation.Replace(key, progress.Advance(entries, folded.Taken).Write(), item.ETag));
        return await side.TransactAsync(folded.Operations, cancellationToken);
    }
}
