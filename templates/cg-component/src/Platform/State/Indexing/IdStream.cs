using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Indexing;

/// <summary>
/// The ids of trees in order, from the pages and from the entries that are not in them yet. They are candidates: the document
/// decides what exists (commit-log 17).
/// </summary>
internal sealed class IdStream(TreeReader reader, IndexBacklog backlog, IReadOnlyList<string> trees, SortedSet<Guid> unfolded, Guid? after)
{
    // Emptied leaves in a row cost few calls this way.
    private const int MostLeaves = 16;

    private readonly Queue<Guid> _ready = [];
    private Guid? _from = after ?? Guid.Empty;
    private int _leaves = 1;

    /// <returns>The next ids, at most <paramref name="count"/>; none at the end.</returns>
    public async Task<IReadOnlyList<Guid>> NextAsync(int count, CancellationToken cancellationToken)
    {
        while (_ready.Count < count && _from is { } from)
        {
            await ReadAsync(from, cancellationToken);
        }

        var ids = new List<Guid>(Math.Min(count, _ready.Count));
        while (ids.Count < count && _ready.TryDequeue(out var id))
        {
            ids.Add(id);
        }

        return ids;
    }

    /// <summary>An id whose document is gone, or no longer belongs here: it is queued for removal (commit-log 14).</summary>
    public void Stale(Guid id)
    {
        if (unfolded.Contains(id))
        {
            return;
        }

        foreach (var tree in trees)
        {
            backlog.Repair(new Touch(tree, id));
        }
    }

    private async Task ReadAsync(Guid from, CancellationToken cancellationToken)
    {
        var spans = new List<LeafSpan>(trees.Count);
        foreach (var tree in trees)
        {
            spans.Add(await reader.ReadAsync(tree, from, _leaves, cancellationToken));
        }

        // As far as every tree was read; what one has beyond it is read again with the others.
        var to = spans.Min(span => span.To ?? Guid.AllBitsSet);
        var end = spans.TrueForAll(span => span.To is null);
        var ids = spans.SelectMany(span => span.Ids).Concat(unfolded.GetViewBetween(from, Guid.AllBitsSet))
            .Where(id => id >= from && id != after && (end || id < to));
        foreach (var id in ids.Distinct().Order())
        {
            _ready.Enqueue(id);
        }

        _from = end ? null : to;
        _leaves = Math.Min(_leaves * 2, MostLeaves);
    }
}
