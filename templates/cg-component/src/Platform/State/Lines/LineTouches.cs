using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Lines;

/// <summary>
/// Under which trees the lines of an entry are found (commit-log 14). It follows from the lines, so an entry does not say it, and an
/// archiver that has them from a block gets the same.
/// </summary>
internal static class LineTouches
{
    /// <returns>A touch for each line with a data subject; its id is a <see cref="LineReference"/>.</returns>
    public static IEnumerable<Touch> Of(string log, long number, IReadOnlyList<EntryLine> lines)
    {
        for (var index = 0; index < lines.Count; index++)
        {
            if (Of(log, number, index, lines[index]) is { } touch)
            {
                yield return touch;
            }
        }
    }

    /// <returns>The touch of one line, or <see langword="null"/> where it has no data subject.</returns>
    public static Touch? Of(string log, long number, int index, EntryLine line)
    {
        if (line.Subject is not { } subject)
        {
            return null;
        }

        var reference = LineReference.Of(log, number, index, line.At);
        return new Touch(StateKeys.Lines(line.Owner, Month(reference.Second), subject), reference.ToId());
    }

    /// <param name="second">Seconds since 1970.</param>
    /// <returns>The first day of its month, in UTC.</returns>
    public static DateOnly Month(long second)
    {
        var moment = DateTimeOffset.FromUnixTimeSeconds(second);
        return new DateOnly(moment.Year, moment.Month, 1);
    }
}
