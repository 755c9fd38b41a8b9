using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.State.Logs;

/// <summary>
/// How far a consumer is in one log: one entry may touch thousands of pages, so it may be in the middle of one, or of some that it takes
/// together (commit-log 14).
/// </summary>
/// <param name="Next">The next number to take.</param>
/// <param name="Done">How much is done of the entries from there on that are taken together.</param>
internal sealed record Progress(long Next, int Done)
{
    /// <summary>The number after the last that is taken together, once a part of it is done: the order of the parts depends on it.</summary>
    public long? Until { get; init; }

    public static Progress Start { get; } = new(0, 0);

    public bool IsAfter(Progress other) => (Next, Done).CompareTo((other.Next, other.Done)) > 0;

    /// <summary>The progress after <paramref name="taken"/> more of <paramref name="count"/> touches of the entries before <paramref name="until"/>.</summary>
    public Progress Advance(long until, int taken, int count) =>
        Done + taken < count ? this with { Done = Done + taken, Until = until } : new Progress(until, 0);

    public string Write() => JsonSerializer.Serialize(this, StateJson.Platform.Progress);

    public static Progress Read(StateItem item) => JsonSerializer.Deserialize(item.Value, StateJson.Platform.Progress)!;
}
