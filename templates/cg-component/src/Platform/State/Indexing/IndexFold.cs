using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Indexing;

/// <summary>
/// Works out what the pages become for what entries touched (commit-log 14): page first, then the document; the id is set present
/// or absent by the document as it is now; and the page is written even if nothing changed, so that one who read it before, and an
/// older document, cannot write after.
/// </summary>
internal sealed class IndexFold(
    StateCalls calls, PageFinder finder, EmptyLeaves empty, InnerPages innerPages, IIdentifiers identifiers, StateOptions options)
{
    // Each takes a neighbour along, which counts among the bytes of the transaction.
    private const int MostEmptied = 4;

    /// <returns>The writes, or <see langword="null"/> where the tree changed underneath: begin again.</returns>
    /// <exception cref="StateStoreException">The store failed.</exception>
    public async Task<FoldedTouches?> PrepareAsync(IReadOnlyList<Touch> touches, CancellationToken cancellationToken)
    {
        if (await finder.FindAsync(touches, cancellationToken) is not { } leaves)
        {
            return null;
        }

        var taken = CountThatFits(leaves);
        var trees = touches.Take(taken).Select(t => t.Tree).Distinct().ToDictionary(tree => tree, IndexTree.Parse);
        var documents = await calls.GetManyAsync(
            touches.Take(taken).Select(t => trees[t.Tree].Document(t.Id)).ToHashSet(), cancellationToken);
        foreach (var group in Enumerable.Range(0, taken).GroupBy(i => leaves[i]))
        {
            var tree = trees[group.Key.Tree];
            Apply(group.Key, tree, group.Select(i => touches[i].Id), documents);
        }

        var touched = leaves.Take(taken).ToHashSet();
        if (taken > 1 && touched.Count(leaf => leaf.Page.Ids.Count == 0 && leaf.Parent is not null) > MostEmptied)
        {
            return await PrepareAsync([.. touches.Take(taken / 2)], cancellationToken);
        }

        touched.UnionWith(await empty.RemoveAsync(touched, cancellationToken));
        var pages = Divide(touched);
        foreach (var page in pages.Where(p => p.Page.Level > 0))
        {
            innerPages.Forget(page.Tree, page.Name);
        }

        return new FoldedTouches(taken, [.. pages.Select(p => p.ToOperation())]);
    }

    // Half of a commit's bytes for the leaves as they were read: what is added and the pages above fit in the other half.
    private int CountThatFits(LoadedPage[] leaves)
    {
        var (seen, bytes) = (new HashSet<LoadedPage>(), 0);
        for (var i = 0; i < leaves.Length; i++)
        {
            if (seen.Add(leaves[i]))
            {
                bytes += SentSize.OfPage(leaves[i].Page.Ids.Count);
                if (i > 0 && bytes > options.GroupBytes / 2)
                {
                    return i;
                }
            }
        }

        return leaves.Length;
    }

    private static void Apply(LoadedPage leaf, IndexTree tree, IEnumerable<Guid> touched, IReadOnlyDictionary<string, StateItem> documents)
    {
        var ids = new List<Guid>(leaf.Page.Ids);
        foreach (var id in touched)
        {
            var present = documents.TryGetValue(tree.Document(id), out var item)
                && (tree.LookUp is null || tree.Has(JsonSerializer.Deserialize(item.Value, StateJson.Platform.StoredDocument)!));
            var position = ids.BinarySearch(id);
            if (present && position < 0)
            {
                ids.Insert(~position, id);
            }
            else if (!present && position >= 0)
            {
                ids.RemoveAt(position);
            }
        }

        leaf.Become(leaf.Page with { Ids = ids });
    }

    // Level by level from the leaves up, since a division adds children to the page above.
    private HashSet<LoadedPage> Divide(HashSet<LoadedPage> pages)
    {
        var written = new HashSet<LoadedPage>();
        for (var level = pages; level.Count > 0;)
        {
            var above = new HashSet<LoadedPage>();
            foreach (var page in level)
            {
                written.Add(page);
                if (!page.Removed)
                {
                    written.UnionWith(PageDivision.Apply(page, options.PageIds, identifiers));
                }

                if (page.Parent is { Changed: true } parent)
                {
                    above.Add(parent);
                }
            }

            level = above;
        }

        return written;
    }
}
