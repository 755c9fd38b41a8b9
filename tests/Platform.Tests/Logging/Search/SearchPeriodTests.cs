using CommonGround.Platform.Logging.Search;

namespace CommonGround.Platform.Tests.Logging.Search;

public sealed class SearchPeriodTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(100);

    [Fact]
    public void Both_days_are_in_it_from_midnight_to_midnight()
    {
        var period = SearchPeriod.Of(new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 2), s_now, s_kept);

        Assert.Equal(("2026-11-01T00:00:00Z", "2026-11-03T00:00:00Z"), (Text(period.From), Text(period.Until)));
    }

    [Fact]
    public void Without_days_it_goes_from_the_oldest_that_is_kept_to_a_clock_that_was_ahead()
    {
        var period = SearchPeriod.Of(null, null, s_now, s_kept);

        Assert.Equal(("2026-06-13T12:00:00Z", "2027-01-23T12:00:00Z"), (Text(period.From), Text(period.Until)));
    }

    [Fact]
    public void Days_far_away_cost_no_months() =>
        Assert.InRange(SearchPeriod.Of(DateOnly.MinValue, DateOnly.MaxValue, s_now, s_kept).Months().Count(), 8, 9);

    [Fact]
    public void Days_before_all_that_is_kept_are_empty() =>
        Assert.Empty(SearchPeriod.Of(DateOnly.MinValue, new DateOnly(1960, 1, 1), s_now, s_kept).Months());

    [Fact]
    public void What_is_kept_for_longer_than_there_is_time_begins_with_it() =>
        Assert.Equal(0, SearchPeriod.Of(null, null, s_now, TimeSpan.FromDays(3_000_000)).From);

    private static string Text(long second) => $"{DateTimeOffset.FromUnixTimeSeconds(second):yyyy-MM-dd'T'HH:mm:ss'Z'}";
}
