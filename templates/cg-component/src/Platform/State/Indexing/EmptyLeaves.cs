using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.State.Indexing;

/// <summary>
/// Takes leaves that have become empty out of their tree, so that a list does not read past them for ever: a neighbour gets their range
/// (commit-log 14). The pages above go too where nothing else is below them. A page's name is random and never used again, so a write
/// that was decided before it went finds no etag; a list that comes with an old page above it begins again at the root.
/// </summary>
internal sealed class EmptyLeaves(StateCalls calls)
{
    /// <returns>The neighbours that grew; they are written with the leaves.</returns>
    /// <exception cref="StateStoreException">The store failed.</exception>
    public async Task<IReadOnlyList<LoadedPage>> RemoveAsync(IReadOnlyCollection<LoadedPage> leaves, CancellationToken cancellationToken)
    {
        var grown = new List<LoadedPage>();
        var known = leaves.SelectMany(leaf => leaf.WithAbove()).Distinct().ToDictionary(page => (page.Tree, page.Name));
        foreach (var leaf in leaves.Where(leaf => leaf.Page.Ids.Count == 0))
        {
            var top = Top(leaf);
            if (top.Parent is { } parent)
            {
                if (await RemoveAsync(leaf, top, parent, known, cancellationToken) is { } neighbour)
                {
                    grown.Add(neighbour);
                }
            }
            else if (top.Exists && IndexTree.Parse(leaf.Tree).IsOfLines)
            {
                // One per person and month, so it may not stay. Whoever removes references has progress of its own that refuses what is late.
                RemoveUpTo(null, leaf);
            }
        }

        return grown;
    }

    // The highest page that has nothing else below it.
    private static LoadedPage Top(LoadedPage leaf)
    {
        var top = leaf;
        while (top.Parent is { Page.Children.Count: 1 } parent)
        {
            top = parent;
        }

        return top;
    }

    private async Task<LoadedPage?> RemoveAsync(
        LoadedPage leaf, LoadedPage top, LoadedPage parent, Dictionary<(string, string), LoadedPage> known, CancellationToken cancellationToken)
    {
        var children = parent.Page.Children.ToList();
        var position = children.FindIndex(child => child.Page == top.Name);
        var before = position > 0;
        if (await EdgeAsync(parent, before ? position - 1 : position + 1, before, known, cancellationToken) is not { } edge)
        {
            // It changed underneath: the leaf stays, empty.
            return null;
        }

        foreach (var page in edge)
        {
            page.Become(before ? page.Page with { To = top.Page.To } : page.Page.StartingAt(top.Page.From));
        }

        children.RemoveAt(position);
        parent.Become((parent.Page with { Children = children }).StartingAt(parent.Page.From));
        RemoveUpTo(parent, leaf);
        return edge[^1];
    }

    private static void RemoveUpTo(LoadedPage? above, LoadedPage leaf)
    {
        foreach (var page in leaf.WithAbove().TakeWhile(page => page != above))
        {
            page.Remove();
        }
    }

    // The neighbour and the pages at its edge, down to the leaf: their ranges end, or begin, where its own does.
    private async Task<List<LoadedPage>?> EdgeAsync(
        LoadedPage parent, int child, bool last, Dictionary<(string, string), LoadedPage> known, CancellationToken cancellationToken)
    {
        var edge = new List<LoadedPage>();
        for (var (above, at) = (parent, child); above.Page.Level > 0; (above, at) = (edge[^1], last ? edge[^1].Page.Children.Count - 1 : 0))
        {
            var key = (above.Tree, above.Page.Children[at].Page);
            if (!known.TryGetValue(key, out var page))
            {
                if (await calls.GetAsync(StateKeys.Page(key.Tree, key.Page), cancellationToken) is not { } item
                    || IndexPage.Read(item.Value) is not { } read || !above.Page.Expects(at, read))
                {
                    return null;
                }

                known.Add(key, page = new LoadedPage(key.Tree, key.Page, above, read, item.ETag));
            }

            edge.Add(page);
        }

        return edge;
    }
}
