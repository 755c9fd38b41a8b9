namespace CommonGround.Platform.State.Lines;

/// <summary>When lines began that are asked for, in whole seconds since 1970.</summary>
/// <param name="From">The first second, 0 or more.</param>
/// <param name="Until">The second after the last.</param>
internal readonly record struct LinePeriod(long From, long Until)
{
    /// <summary>The lowest id that is asked for: that of the newest line.</summary>
    public Guid Lowest => LineReference.NewestIn(Until - 1);

    /// <summary>The first id that is not, behind the oldest line.</summary>
    public Guid Beyond => From > 0 ? LineReference.NewestIn(From - 1) : Guid.AllBitsSet;

    /// <summary>The months that it touches, in UTC, the newest first.</summary>
    public IEnumerable<DateOnly> Months()
    {
        var first = LineTouches.Month(From);
        for (var month = LineTouches.Month(Until - 1); month >= first; month = month.AddMonths(-1))
        {
            yield return month;
        }
    }

    /// <summary>The part of it that is no newer than a line.</summary>
    public LinePeriod UpTo(LineReference last) => this with { Until = Math.Min(Until, last.Second + 1) };
}
