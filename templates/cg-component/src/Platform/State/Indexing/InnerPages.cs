using System.Collections.Concurrent;

namespace CommonGround.Platform.State.Indexing;

/// <summary>
/// The pages above the leaves, kept in memory for lists. They may be stale: the range of the leaf that they lead to shows it (commit-log 17).
/// </summary>
internal sealed class InnerPages
{
    // A full page has some 15 KiB in memory.
    private const int Most = 1024;

    private readonly ConcurrentDictionary<(string Tree, string Name), IndexPage> _pages = new();

    public IndexPage? Find(string tree, string name) => _pages.GetValueOrDefault((tree, name));

    public void Keep(string tree, string name, IndexPage page)
    {
        if (_pages.Count >= Most)
        {
            _pages.Clear();
        }

        _pages[(tree, name)] = page;
    }

    public void Forget(string tree, string name) => _pages.TryRemove((tree, name), out _);
}
