namespace CommonGround.Platform.State.Indexing;

/// <summary>
/// The pages above the leaves, kept in memory for lists. They may be stale: the range of the leaf that they lead to shows it (commit-log 17).
/// </summary>
internal sealed class InnerPages
{
    // One for each leaf below: 65,536 stand for about 15 million resources, and for some 10 MiB.
    private const int MostChildren = 65_536;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Tree, string Name), IndexPage> _pages = [];
    private int _children;

    public IndexPage? Find(string tree, string name)
    {
        lock (_lock)
        {
            return _pages.GetValueOrDefault((tree, name));
        }
    }

    public void Keep(string tree, string name, IndexPage page)
    {
        Forget(tree, name);
        lock (_lock)
        {
            if (_children + page.Children.Count > MostChildren)
            {
                _pages.Clear();
                _children = 0;
            }

            if (_pages.TryAdd((tree, name), page))
            {
                _children += page.Children.Count;
            }
        }
    }

    public void Forget(string tree, string name)
    {
        lock (_lock)
        {
            if (_pages.Remove((tree, name), out var page))
            {
                _children -= page.Children.Count;
            }
        }
    }
}
