using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.State.Indexing;

/// <summary>Reads leaves of a tree from an id on, with the pages above them from memory where they are there (commit-log 17).</summary>
internal sealed class TreeReader(StateCalls calls, InnerPages innerPages)
{
    private const int Tries = 10;

    /// <param name="tree">Which tree.</param>
    /// <param name="from">The lowest id that is asked for.</param>
    /// <param name="leaves">At most so many leaves: those after the first cost no further call.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The ids in order, and where they end: <see langword="null"/> at the end of the tree.</returns>
    /// <exception cref="StateStoreException">The store failed.</exception>
    public async Task<LeafSpan> ReadAsync(string tree, Guid from, int leaves, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            if (await TryReadAsync(tree, from, leaves, fromMemory: tries == 0, cancellationToken) is { } span)
            {
                return span;
            }
        }

        throw new StateStoreException($"The index {tree} changed {Tries} times while it was read.");
    }

    // Null where a page was not what its parent said, or was gone: again, from the root in the store.
    private async Task<LeafSpan?> TryReadAsync(string tree, Guid from, int leaves, bool fromMemory, CancellationToken cancellationToken)
    {
        if (await RootAsync(tree, fromMemory, cancellationToken) is not { } page)
        {
            return new LeafSpan([], null);
        }

        while (page.Level > 1)
        {
            var child = page.ChildOf(from);
            var name = page.Children[child].Page;
            var below = (fromMemory ? innerPages.Find(tree, name) : null) ?? await PageAsync(tree, name, cancellationToken);
            if (below is null || !page.Expects(child, below))
            {
                return null;
            }

            page = below;
        }

        return page.Level == 0
            ? new LeafSpan(page.Ids, page.To)
            : await LeavesAsync(tree, page, page.ChildOf(from), leaves, cancellationToken);
    }

    private async Task<IndexPage?> RootAsync(string tree, bool fromMemory, CancellationToken cancellationToken) =>
        (fromMemory ? innerPages.Find(tree, StateKeys.RootPage) : null) ?? await PageAsync(tree, StateKeys.RootPage, cancellationToken);

    private async Task<IndexPage?> PageAsync(string tree, string name, CancellationToken cancellationToken)
    {
        if (await calls.GetAsync(StateKeys.Page(tree, name), cancellationToken) is not { } item)
        {
            return null;
        }

        var page = IndexPage.Read(item.Value);
        if (page.Level > 0)
        {
            innerPages.Keep(tree, name, page);
        }

        return page;
    }

    private async Task<LeafSpan?> LeavesAsync(string tree, IndexPage parent, int first, int leaves, CancellationToken cancellationToken)
    {
        var count = Math.Min(leaves, parent.Children.Count - first);
        var keys = Enumerable.Range(first, count).Select(child => StateKeys.Page(tree, parent.Children[child].Page)).ToList();
        var items = await calls.GetManyAsync(keys, cancellationToken);
        var ids = new List<Guid>();
        Guid? to = null;
        for (var i = 0; i < count; i++)
        {
            if (!items.TryGetValue(keys[i], out var item) || IndexPage.Read(item.Value) is not { } leaf || !parent.Expects(first + i, leaf))
            {
                return null;
            }

            ids.AddRange(leaf.Ids);
            to = leaf.To;
        }

        return new LeafSpan(ids, to);
    }
}
