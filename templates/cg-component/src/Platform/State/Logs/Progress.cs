using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.State.Logs;

/// <summary>How far a consumer is in one log: one entry may touch thousands of pages, so it may be in the middle of one (commit-log 14).</summary>
/// <param name="Next">The next number to take.</param>
/// <param name="Done">How much of that entry is done.</param>
internal sealed record Progress(long Next, int Done)
{
    public static Progress Start { get; } = new(0, 0);

    public bool IsAfter(Progress other) => (Next, Done).CompareTo((other.Next, other.Done)) > 0;

    /// <summary>The progress after <paramref name="taken"/> touches of <paramref name="entries"/>, which begin at <see cref="Next"/>.</summary>
    public Progress Advance(IReadOnlyList<NumberedEntry> entries, int taken)
    {
        var (next, done) = (Next, Done);
        foreach (var (number, entry) in entries)
        {
            var remaining = entry.TouchCount() - done;
            if (taken < remaining)
            {
                return new Progress(number, done + taken);
            }

            (taken, done, next) = (taken - remaining, 0, number + 1);
        }

        return new Progress(next, 0);
    }

    public string Write() => JsonSerializer.Serialize(this, StateJson.Platform.Progress);

    public static Progress Read(StateItem item) => JsonSerializer.Deserialize(item.Value, StateJson.Platform.Progress)!;
}
