namespace CommonGround.Platform.State.Indexing;

/// <summary>Carries a <see cref="PageSplit"/> out on a page of a tree and the one above it.</summary>
internal static class PageDivision
{
    /// <returns>The new pages; none where the page is short enough.</returns>
    public static IReadOnlyList<LoadedPage> Apply(LoadedPage page, int most, IIdentifiers identifiers)
    {
        var parts = PageSplit.Divide(page.Page, most);
        if (parts.Count == 1)
        {
            return [];
        }

        if (page.Parent is not { } parent)
        {
            // The root keeps its key, so that everyone finds the tree: all it had moves one level down.
            var below = parts.Select(part => NewPage(page.Tree, part)).ToList();
            page.Become(page.Page with
            {
                Level = page.Page.Level + 1,
                Ids = [],
                Children = [.. below.Select(p => new IndexChild(p.Page.From, p.Name))],
            });
            // So many at once may be more than one level more takes.
            return [.. below, .. Apply(page, most, identifiers)];
        }

        page.Become(parts[0]);
        var siblings = parts.Skip(1).Select(part => NewPage(page.Tree, part)).ToList();
        var children = parent.Page.Children.ToList();
        var position = children.FindIndex(c => c.Page == page.Name);
        children.InsertRange(position + 1, siblings.Select(p => new IndexChild(p.Page.From, p.Name)));
        parent.Become(parent.Page with { Children = children });
        return siblings;

        LoadedPage NewPage(string tree, IndexPage part) => new(tree, identifiers.NewName(), null, part, null);
    }
}
