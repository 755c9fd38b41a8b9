using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Indexing;

namespace CommonGround.Platform.State.Lines;

/// <summary>
/// Reads the trees of references. The roots of all of them are read together, and mostly hold everything: a person who is concerned by more
/// than 256 lines in a month is rare. Only a larger tree takes further calls, as many for a thousand lines as for a million.
/// </summary>
internal sealed class LineTrees(StateCalls calls, TreeReader reader, InnerPages innerPages)
{
    // A page of an answer is mostly within the first.
    private const int FirstLeaves = 2;
    private const int MostLeaves = 32;

    /// <param name="trees">Which trees.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The roots of those that have references.</returns>
    /// <exception cref="StateStoreException">The store failed.</exception>
    public async Task<IReadOnlyDictionary<string, IndexPage>> RootsAsync(IReadOnlyList<string> trees, CancellationToken cancellationToken)
    {
        var items = await calls.GetManyAsync([.. trees.Select(tree => StateKeys.Page(tree, StateKeys.RootPage))], cancellationToken);
        var roots = new Dictionary<string, IndexPage>();
        foreach (var tree in trees)
        {
            if (items.TryGetValue(StateKeys.Page(tree, StateKeys.RootPage), out var item))
            {
                roots.Add(tree, IndexPage.Read(item.Value));
            }
        }

        return roots;
    }

    /// <param name="tree">Which tree.</param>
    /// <param name="root">Its root, read just before.</param>
    /// <param name="from">The lowest id that is asked for.</param>
    /// <param name="count">So many ids are enough.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The ids in order, <paramref name="count"/> of them or more where there are as many.</returns>
    /// <exception cref="StateStoreException">The store failed.</exception>
    public async Task<IReadOnlyList<Guid>> IdsAsync(string tree, IndexPage root, Guid from, int count, CancellationToken cancellationToken)
    {
        if (root.Level == 0)
        {
            return root.Ids;
        }

        innerPages.Keep(tree, StateKeys.RootPage, root);
        var ids = new List<Guid>();
        Guid? next = from;
        for (var leaves = FirstLeaves; next is { } at && ids.Count < count; leaves = Math.Min(2 * leaves, MostLeaves))
        {
            var span = await reader.ReadAsync(tree, at, leaves, cancellationToken);
            ids.AddRange(span.Ids.Where(id => id >= from));
            next = span.To;
        }

        return ids;
    }
}
