using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.Logging.Search;

/// <summary>Which days a search is about, in UTC, as far as lines are kept.</summary>
internal static class SearchPeriod
{
    // A log is archived some days after a line, and its retention counts from there. A clock may have been ahead, and was put back since: what was
    // written before that is found all the same.
    private static readonly TimeSpan s_late = TimeSpan.FromDays(62);
    private static readonly TimeSpan s_ahead = TimeSpan.FromDays(62);

    /// <param name="first">The first day; <see langword="null"/> for as far back as lines are kept.</param>
    /// <param name="last">The last day; <see langword="null"/> for today.</param>
    /// <param name="now">The time.</param>
    /// <param name="kept">How long lines are kept.</param>
    public static LinePeriod Of(DateOnly? first, DateOnly? last, DateTimeOffset now, TimeSpan kept)
    {
        var oldest = now.Ticks > (kept + s_late).Ticks ? now - kept - s_late : DateTimeOffset.UnixEpoch;
        var newest = now + s_ahead;
        var from = Math.Max(first is { } day ? Midnight(day) : 0, oldest.ToUnixTimeSeconds());
        var until = Math.Min(last is { } end && end < DateOnly.MaxValue ? Midnight(end.AddDays(1)) : long.MaxValue, newest.ToUnixTimeSeconds());
        return new LinePeriod(Math.Max(from, 0), Math.Max(until, 0));
    }

    private static long Midnight(DateOnly day) => new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds();
}
