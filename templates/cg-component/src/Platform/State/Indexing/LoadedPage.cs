using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.State.Indexing;

/// <summary>A page while a fold works on it: where it stands, the etag it was read with, and what becomes of it.</summary>
internal sealed class LoadedPage(string tree, string name, LoadedPage? parent, IndexPage page, string? etag)
{
    public string Tree => tree;

    public string Name => name;

    public LoadedPage? Parent => parent;

    public IndexPage Page { get; private set; } = page;

    /// <summary>Whether it was in the store when it was read.</summary>
    public bool Exists => etag is not null;

    public bool Changed { get; private set; }

    /// <summary>Whether it goes.</summary>
    public bool Removed { get; private set; }

    public void Become(IndexPage page)
    {
        Page = page;
        Changed = true;
    }

    /// <summary>It goes. One that was never written cannot.</summary>
    public void Remove() => Changed = Removed = true;

    /// <summary>The page and those above it, up to the root.</summary>
    public IEnumerable<LoadedPage> WithAbove()
    {
        for (var page = this; page is not null; page = page.Parent)
        {
            yield return page;
        }
    }

    public StateOperation ToOperation() =>
        Removed ? StateOperation.Delete(StateKeys.Page(tree, name), etag!)
        : etag is null
            ? StateOperation.Create(StateKeys.Page(tree, name), Page.Write())
            : StateOperation.Replace(StateKeys.Page(tree, name), Page.Write(), etag);
}
