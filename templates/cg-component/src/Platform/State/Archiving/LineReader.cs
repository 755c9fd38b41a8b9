using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Archiving;

/// <summary>
/// Reads lines by reference: from the entry first and, absent there, from the block (commit-log 14). A number goes only when its lines are in
/// blocks, so what is in neither has expired, or is missing. The calls that this takes depend on the number of references alone.
/// </summary>
internal sealed class LineReader(StateCalls calls, DrainedSeal seal)
{
    // Entries and blocks have up to a megabyte each, of which a line or two are kept.
    private const int Together = 32;

    private static readonly LineKind[] Kinds = [LineKind.Processing, LineKind.Audit];

    /// <param name="owner">Whose lines, all of them processing lines.</param>
    /// <param name="references">Where they are, such as a page of them.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Those that there are; of what is left out the retention has ended.</returns>
    /// <exception cref="StateStoreException">The store failed.</exception>
    /// <exception cref="LogAlteredException">A line is missing that has not expired, or its log's drained document is not what was written there.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A line is missing, and the key of its log's drained document is not at hand.</exception>
    public async Task<IReadOnlyDictionary<LineReference, EntryLine>> ReadAsync(
        Oin owner, IReadOnlyCollection<LineReference> references, CancellationToken cancellationToken)
    {
        var found = new Dictionary<LineReference, EntryLine>();
        await ReadAsync(references.ToLookup(r => StateKeys.Entry(r.Log, r.Number)), OfEntry, found, cancellationToken);
        var blocks = await FindBlocksAsync(owner, [.. references.Where(r => !found.ContainsKey(r))], cancellationToken);
        await ReadAsync(blocks, OfBlock, found, cancellationToken);
        await CheckExpiredAsync([.. references.Where(r => !found.ContainsKey(r))], cancellationToken);
        return found;

        // Of a log's last number the lines are gone, and it is still there.
        Func<LineReference, EntryLine?> OfEntry(string key, StateItem item)
        {
            var lines = Entry.Read(item.Value).Lines;
            return r => r.Index < lines.Count && lines[r.Index].Owner == owner.ToString() ? lines[r.Index] : null;
        }

        Func<LineReference, EntryLine?> OfBlock(string key, StateItem item)
        {
            var block = Block.Read(key, item.Value);
            var lines = Kinds.SelectMany(kind => block.LinesOf(kind).Select(line => (Kind: kind, Line: line))).ToDictionary(l => (l.Line.Number, l.Line.Index));
            return r => lines.TryGetValue((r.Number, r.Index), out var line) ? line.Line.ToEntryLine(line.Kind, owner.ToString()) : null;
        }
    }

    private async Task ReadAsync(
        ILookup<string, LineReference> references, Func<string, StateItem, Func<LineReference, EntryLine?>> open,
        Dictionary<LineReference, EntryLine> found, CancellationToken cancellationToken)
    {
        foreach (var groups in references.Chunk(Together))
        {
            var items = await calls.GetManyAsync([.. groups.Select(g => g.Key)], cancellationToken);
            foreach (var group in groups.Where(g => items.ContainsKey(g.Key)))
            {
                var lineOf = open(group.Key, items[group.Key]);
                foreach (var reference in group)
                {
                    if (lineOf(reference) is { } line)
                    {
                        found[reference] = line;
                    }
                }
            }
        }
    }

    private async Task<ILookup<string, LineReference>> FindBlocksAsync(Oin owner, List<LineReference> references, CancellationToken cancellationToken)
    {
        var items = await calls.GetManyAsync(references.Select(r => StateKeys.Drained(r.Log)).ToHashSet(), cancellationToken);
        var archives = items.ToDictionary(i => i.Key, i => DrainedLog.Read(i.Value).Archive);
        return references
            .Select(r => (Reference: r, Archive: archives.GetValueOrDefault(StateKeys.Drained(r.Log))))
            .Where(r => r.Archive is { } archive && r.Reference.Number < archive.Next)
            .ToLookup(r => r.Archive!.KeyOf(owner, r.Reference.Log, r.Archive.StretchOf(r.Reference.Number)), r => r.Reference);
    }

    // The drained document says that lines expire before the first of them goes, so it is read after the blocks: what went meanwhile is in it.
    private async Task CheckExpiredAsync(List<LineReference> missing, CancellationToken cancellationToken)
    {
        var items = await calls.GetManyAsync(missing.Select(r => StateKeys.Drained(r.Log)).ToHashSet(), cancellationToken);
        foreach (var log in missing.GroupBy(r => r.Log))
        {
            if (!items.TryGetValue(StateKeys.Drained(log.Key), out var item)
                || seal.Open(log.Key, item).Archive?.Expired.Contains(LineKind.Processing) != true)
            {
                var gone = log.First();
                throw new LogAlteredException(
                    $"The index has line {gone.Index} of number {gone.Number} in log {gone.Log}, which is in no entry and in no block and has not expired. "
                    + "Run verify-log: the index or the log was altered.");
            }
        }
    }
}
