namespace CommonGround.Platform.State.Indexing;

/// <summary>Divides a page that has become too long, its range with it (commit-log 14: at most 256 ids).</summary>
internal static class PageSplit
{
    /// <param name="page">The page.</param>
    /// <param name="most">How many ids or children a page may have.</param>
    /// <returns>The parts in order; the page itself where it is short enough.</returns>
    public static IReadOnlyList<IndexPage> Divide(IndexPage page, int most)
    {
        var count = page.Count();
        if (count <= most)
        {
            return [page];
        }

        var length = PartLength(page, count, most);
        var parts = new List<IndexPage>();
        for (var start = 0; start < count; start += length)
        {
            var end = Math.Min(start + length, count);
            parts.Add(page with
            {
                From = start == 0 ? page.From : First(page, start),
                To = end == count ? page.To : First(page, end),
                Ids = page.Level == 0 ? [.. page.Ids.Skip(start).Take(end - start)] : [],
                Children = page.Level == 0 ? [] : [.. page.Children.Skip(start).Take(end - start)],
            });
        }

        return parts;
    }

    // New ids come at the end of a tree, so its last page leaves full parts behind, with a little room for ids that come out of
    // order. In the middle any place may grow: equal parts.
    private static int PartLength(IndexPage page, int count, int most)
    {
        if (page.To is null)
        {
            return Math.Max(1, most - (most / 8));
        }

        var parts = (count + most - 1) / most;
        return (count + parts - 1) / parts;
    }

    private static Guid First(IndexPage page, int position) =>
        page.Level == 0 ? page.Ids[position] : page.Children[position].From;
}
