using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Indexing;

/// <summary>What the entries touched that the index has not taken yet, in every registered log (commit-log 17).</summary>
internal sealed class UnfoldedTouches(StateCalls calls, LogReader reader)
{
    /// <param name="registration">The registration, read just before: first it, then progress, then entries, then pages.</param>
    /// <param name="trees">Which trees are read.</param>
    /// <param name="after">Only ids after it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="StateStoreException">The store failed, or lost a log's progress.</exception>
    public async Task<SortedSet<Guid>> ReadAsync(
        Registration registration, IReadOnlyList<string> trees, Guid? after, CancellationToken cancellationToken)
    {
        var touched = new SortedSet<Guid>();
        var keys = registration.Logs.ToDictionary(log => log, log => StateKeys.Progress(log.Id, IndexConsumer.Name));
        var progress = await calls.GetManyAsync(keys.Values, cancellationToken);
        var positions = keys.Select(key => progress.TryGetValue(key.Value, out var item)
            ? new LogPosition(key.Key, Progress.Read(item).Next)
            : throw new StateStoreException($"Log {key.Key.Id} is registered but has no progress of {IndexConsumer.Name}.")).ToList();
        var asked = trees.ToHashSet();
        var ofLines = trees.Any(tree => IndexTree.Parse(tree).IsOfLines);
        foreach (var (position, entries) in positions.Zip(await reader.ReadOutlinesAsync(positions, cancellationToken)))
        {
            foreach (var tree in entries.SelectMany(e => e.Entry.Touched).Where(t => asked.Contains(t.Tree)))
            {
                touched.UnionWith(tree.Ids.Where(id => after is null || id > after));
            }

            if (ofLines)
            {
                touched.UnionWith(References(position.Log.Id, entries).Where(t => asked.Contains(t.Tree) && !(t.Id <= after)).Select(t => t.Id));
            }
        }

        return touched;
    }

    // Most entries have them, and lists of documents ask for none.
    private static IEnumerable<Touch> References(string log, IReadOnlyList<NumberedEntry> entries) =>
        entries.SelectMany(e => LineTouches.Of(log, e.Number, e.Entry.Lines));
}
