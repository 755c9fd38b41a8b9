using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.State.Archiving;

/// <summary>A line in a block, with the place that it had: references to it hold before and after archiving (commit-log 14).</summary>
/// <param name="Number">Of the entry that had it.</param>
/// <param name="Index">Which of that entry's lines it was, from 0.</param>
/// <param name="At">When what it tells began, in milliseconds since 1970.</param>
/// <param name="Sealed">The line as it was in the entry.</param>
internal sealed record BlockLine(long Number, int Index, long At, string Sealed)
{
    /// <inheritdoc cref="EntryLine.Subject"/>
    public string? Subject { get; init; }

    public static BlockLine From(long number, int index, EntryLine line) => new(number, index, line.At, line.Sealed) { Subject = line.Subject };

    public EntryLine ToEntryLine(LineKind kind, string owner) => new(kind, owner, At, Sealed) { Subject = Subject };
}
