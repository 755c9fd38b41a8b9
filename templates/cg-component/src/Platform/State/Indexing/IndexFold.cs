using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Indexing;

/// <summary>
/// Works out what the pages become for what entries touched (commit-log 14): page first, then the document; the id is set present
/// or absent by the document as it is now; and the page is written even if nothing changed, so that one who read it before, and an
/// older document, cannot write after. A reference to a log line has no document: it is added, whatever is there, until its retention ends.
/// </summary>
internal sealed class IndexFold(
    StateCalls calls, PageFinder finder, EmptyLeaves empty, InnerPages innerPages, IIdentifiers identifiers, StateOptions options)
{
    // Each takes a neighbour along, which counts among the bytes of the transaction.
    private const int MostEmptied = 4;

    /// <returns>The writes, or <see langword="null"/> where the tree changed underneath: begin again.</returns>
    /// <exception cref="StateStoreException">The store failed.</exception>
    public Task<FoldedTouches?> PrepareAsync(IReadOnlyList<Touch> touches, CancellationToken cancellationToken) =>
        PrepareAsync(touches, removing: false, cancellationToken);

    /// <summary>Takes references to log lines whose retention has ended out of the pages. A tree without any left goes as a whole.</summary>
    /// <param name="touches">References, as <see cref="Lines.LineTouches"/> gives them, at most <see cref="IndexConsumer.MostTouches"/>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>
    /// The writes, or <see langword="null"/> where the tree changed underneath: begin again. They go in one transaction with the caller's
    /// progress under its etag: a root may come back, and a write that was decided before it went must not land then.
    /// </returns>
    /// <exception cref="StateStoreException">The store failed.</exception>
    public Task<FoldedTouches?> RemoveAsync(IReadOnlyList<Touch> touches, CancellationToken cancellationToken) =>
        PrepareAsync(touches, removing: true, cancellationToken);

    private async Task<FoldedTouches?> PrepareAsync(IReadOnlyList<Touch> touches, bool removing, CancellationToken cancellationToken)
    {
        if (await finder.FindAsync(touches, cancellationToken) is not { } leaves)
        {
            return null;
        }

        var taken = CountThatFits(leaves);
        var trees = touches.Take(taken).Select(t => t.Tree).Distinct().ToDictionary(tree => tree, IndexTree.Parse);
        var documents = await calls.GetManyAsync(
            touches.Take(taken).Where(t => !trees[t.Tree].IsOfLines).Select(t => trees[t.Tree].Document(t.Id)).ToHashSet(), cancellationToken);
        foreach (var group in Enumerable.Range(0, taken).GroupBy(i => leaves[i]))
        {
            var tree = trees[group.Key.Tree];
            Apply(group.Key, group.Select(i => touches[i].Id), id => tree.IsOfLines ? !removing : IsPresent(tree, id, documents));
        }

        var touched = leaves.Take(taken).ToHashSet();
        if (taken > 1 && touched.Count(leaf => leaf.Page.Ids.Count == 0 && leaf.Parent is not null) > MostEmptied)
        {
            return await PrepareAsync([.. touches.Take(taken / 2)], removing, cancellationToken);
        }

        touched.UnionWith(await empty.RemoveAsync(touched, cancellationToken));
        var pages = Divide(touched);
        foreach (var page in pages.Where(p => p.Page.Level > 0))
        {
            innerPages.Forget(page.Tree, page.Name);
        }

        // What was never written need not be written for being empty.
        return new FoldedTouches(taken, [.. pages.Where(p => !removing || p.Exists).Select(p => p.ToOperation())]);
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

    private static bool IsPresent(IndexTree tree, Guid id, IReadOnlyDictionary<string, StateItem> documents) =>
        documents.TryGetValue(tree.Document(id), out var item)
        && (tree.LookUp is null || tree.Has(JsonSerializer.Deserialize(item.Value, StateJson.Platform.StoredDocument)!));

    private static void Apply(LoadedPage leaf, IEnumerable<Guid> touched, Func<Guid, bool> isPresent)
    {
        var ids = new List<Guid>(leaf.Page.Ids);
        foreach (var id in touched)
        {
            var present = isPresent(id);
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
