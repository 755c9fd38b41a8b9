using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Verification;

/// <summary>Of a number only what verification asks: the rest is skipped.</summary>
/// <param name="Kind">Entry, void or end.</param>
internal sealed record EntryOutline(EntryKind Kind)
{
    public IReadOnlyList<LineOutline>? Lines { get; init; }

    public IReadOnlyList<long>? Lost { get; init; }
}
