using System.Text.Json;

namespace CommonGround.Platform.State.Indexing;

/// <summary>
/// A page of a tree of ids, in id order, with the key range it stands for (commit-log 14). A root is never deleted, not even an
/// empty one: a page that came back under its key would let a write pass that was decided before it went. Other names never come back.
/// (Of references to log lines it goes: what is written to them is refused by the progress that goes with it.)
/// </summary>
/// <param name="Level">0 for a leaf, which has ids; above it pages have children.</param>
/// <param name="From">The lowest id that belongs here.</param>
/// <param name="To">The first id that does not, or <see langword="null"/> where there is no bound.</param>
internal sealed record IndexPage(int Level, Guid From, Guid? To)
{
    /// <summary>What an absent root stands for.</summary>
    public static IndexPage Empty { get; } = new(0, Guid.Empty, null);

    /// <summary>The ids of a leaf.</summary>
    public IReadOnlyList<Guid> Ids { get; init; } = [];

    /// <summary>The pages below an inner page.</summary>
    public IReadOnlyList<IndexChild> Children { get; init; } = [];

    public int Count() => Level == 0 ? Ids.Count : Children.Count;

    /// <summary>The position of the child into whose range the id falls.</summary>
    public int ChildOf(Guid id)
    {
        var (low, high) = (0, Children.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = Children[middle].From <= id ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    /// <summary>The page with another lowest id; that of its first child is the same.</summary>
    public IndexPage StartingAt(Guid from) => this with
    {
        From = from,
        Children = Children.Count == 0 ? Children : [Children[0] with { From = from }, .. Children.Skip(1)],
    };

    /// <summary>Whether a page is what this one says of its child at a position.</summary>
    public bool Expects(int child, IndexPage page) =>
        page.Level == Level - 1
        && page.From == Children[child].From
        && page.To == (child + 1 < Children.Count ? Children[child + 1].From : To);

    public string Write() => JsonSerializer.Serialize(this, StateJson.Platform.IndexPage);

    public static IndexPage Read(string json) => JsonSerializer.Deserialize(json, StateJson.Platform.IndexPage)!;
}
