using System.Globalization;

namespace CommonGround.Platform.State.Receiving;

/// <summary>
/// The newest that was handled of a subject (commit-log 19). One commit may publish several events about a subject, all with the version that
/// it made: an event with the same sequence counts, unless it is one of those that were handled.
/// </summary>
/// <param name="Sequence">The sequence.</param>
/// <param name="Events">The hashes of the events with it that were handled, 1 to 16; before more of them the first is forgotten.</param>
internal sealed record Newest(long Sequence, IReadOnlyList<string> Events)
{
    private const int MostEvents = 16;

    /// <param name="text">What <see cref="ToString"/> gave.</param>
    public static Newest Parse(string text) =>
        text.Split(' ') is [var sequence, .. var events] ? new(long.Parse(sequence, CultureInfo.InvariantCulture), events) : throw new FormatException();

    /// <param name="newest">What was handled before, or <see langword="null"/> for nothing.</param>
    /// <param name="sequence">The sequence of an event that is handled now, and is not older.</param>
    /// <param name="hash">The hash of that event.</param>
    public static Newest After(Newest? newest, long sequence, string hash) =>
        newest?.Sequence == sequence ? new(sequence, [.. newest.Events.TakeLast(MostEvents - 1), hash]) : new(sequence, [hash]);

    /// <returns>The sequence and the hashes, with a space between.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence} {string.Join(' ', Events)}");
}
