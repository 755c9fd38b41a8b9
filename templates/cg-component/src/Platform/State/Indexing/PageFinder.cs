using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Indexing;

/// <summary>
/// Finds the leaf of each touched id from the root, level by level, with one bulk get per level for all trees together. It reads
/// everything from the store, since what is written needs the etags.
/// </summary>
internal sealed class PageFinder(StateCalls calls)
{
    /// <returns>
    /// The leaf of each touch, or <see langword="null"/> where a page was not what its parent said: another replica divided it meanwhile,
    /// and the way begins again at the root (commit-log 14).
    /// </returns>
    /// <exception cref="StateStoreException">The store failed.</exception>
    public async Task<LoadedPage[]?> FindAsync(IReadOnlyList<Touch> touches, CancellationToken cancellationToken)
    {
        var at = await RootsAsync(touches, cancellationToken);
        while (Array.Exists(at, page => page.Page.Level > 0))
        {
            if (!await DescendAsync(touches, at, cancellationToken))
            {
                return null;
            }
        }

        return at;
    }

    private async Task<LoadedPage[]> RootsAsync(IReadOnlyList<Touch> touches, CancellationToken cancellationToken)
    {
        var trees = touches.Select(t => t.Tree).Distinct().ToList();
        var items = await calls.GetManyAsync([.. trees.Select(tree => StateKeys.Page(tree, StateKeys.RootPage))], cancellationToken);
        var roots = trees.ToDictionary(tree => tree, tree =>
        {
            var item = items.GetValueOrDefault(StateKeys.Page(tree, StateKeys.RootPage));
            return new LoadedPage(tree, StateKeys.RootPage, null, item is null ? IndexPage.Empty : IndexPage.Read(item.Value), item?.ETag);
        });
        return [.. touches.Select(t => roots[t.Tree])];
    }

    private async Task<bool> DescendAsync(IReadOnlyList<Touch> touches, LoadedPage[] at, CancellationToken cancellationToken)
    {
        var inner = Enumerable.Range(0, at.Length).Where(i => at[i].Page.Level > 0).ToList();
        var steps = inner.ToDictionary(i => i, i => (Parent: at[i], Child: at[i].Page.ChildOf(touches[i].Id)));
        var keys = steps.Values.Distinct().ToDictionary(
            step => step, step => StateKeys.Page(step.Parent.Tree, step.Parent.Page.Children[step.Child].Page));
        var items = await calls.GetManyAsync([.. keys.Values], cancellationToken);
        var pages = new Dictionary<(LoadedPage, int), LoadedPage>();
        foreach (var (step, key) in keys)
        {
            var (parent, child) = step;
            if (!items.TryGetValue(key, out var item) || IndexPage.Read(item.Value) is not { } page || !parent.Page.Expects(child, page))
            {
                return false;
            }

            pages.Add(step, new LoadedPage(parent.Tree, parent.Page.Children[child].Page, parent, page, item.ETag));
        }

        foreach (var i in inner)
        {
            at[i] = pages[steps[i]];
        }

        return true;
    }
}
