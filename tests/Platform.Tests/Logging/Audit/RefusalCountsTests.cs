using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Tests.BuildingBlocks;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Tests.Logging.Audit;

/// <summary>Strangers fill neither the log nor the memory, and none of what they were refused is forgotten.</summary>
public sealed class RefusalCountsTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void A_flood_from_one_origin_is_ten_lines_and_one_count()
    {
        var counts = Counts();

        var lines = Enumerable.Range(0, 100_000).Count(_ => Refuse(counts, "192.0.2.1"));

        Assert.Equal(10, lines);
        var counted = Assert.Single(counts.Take());
        Assert.Equal((99_990, "192.0.2.1", _time.GetUtcNow()), (counted.Count, counted.Source.Origin, counted.Since));
        Assert.Empty(counts.Take());
    }

    [Fact]
    public void A_flood_from_many_origins_is_bounded_and_counted_whole()
    {
        var counts = Counts(origins: 100);

        var lines = Enumerable.Range(0, 100_000).Count(i => Refuse(counts, $"2001:db8::{i:x}"));

        Assert.Equal(110, lines);
        var counted = Assert.Single(counts.Take());
        Assert.Equal((RefusalSource.Others, 100_000L - 110), (counted.Source, counted.Count));
    }

    [Fact]
    public void Each_minute_begins_anew()
    {
        var counts = Counts(origins: 2);
        Assert.Equal(10, Enumerable.Range(0, 20).Count(_ => Refuse(counts, "a")));
        Assert.True(Refuse(counts, "b"));
        counts.Take();

        _time.Pass(TimeSpan.FromSeconds(61));

        Assert.Equal(10, Enumerable.Range(0, 20).Count(_ => Refuse(counts, "c")));
        Assert.Equal(10, Enumerable.Range(0, 20).Count(_ => Refuse(counts, "d")));
        Assert.Equal(["c", "d"], counts.Take().Select(counted => counted.Source.Origin).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_origin_whose_count_is_not_written_yet_gets_its_lines_in_the_next_minute_too()
    {
        var counts = Counts();
        Assert.Equal(10, Enumerable.Range(0, 15).Count(_ => Refuse(counts, "a")));

        _time.Pass(TimeSpan.FromSeconds(61));

        Assert.Equal(10, Enumerable.Range(0, 15).Count(_ => Refuse(counts, "a")));
        Assert.Equal(10, Assert.Single(counts.Take()).Count);
    }

    [Fact]
    public void What_could_not_be_written_is_counted_on()
    {
        var counts = Counts();
        Assert.Equal(10, Enumerable.Range(0, 15).Count(_ => Refuse(counts, "a")));
        var began = _time.GetUtcNow();
        var taken = counts.Take();
        _time.Pass(TimeSpan.FromSeconds(30));
        Refuse(counts, "a");

        counts.GiveBack(taken);

        var counted = Assert.Single(counts.Take());
        Assert.Equal((6, began), (counted.Count, counted.Since));
    }

    [Fact]
    public void While_nothing_can_be_written_all_are_counted()
    {
        var counts = Counts();

        Assert.False(Refuse(counts, "a", canWrite: false));

        Assert.Equal(1, Assert.Single(counts.Take()).Count);
    }

    [Theory]
    [InlineData(-1, 1_000, "Audit:RefusalsPerMinute is -1; it must lie between 0 and 1000 lines. Correct it in the settings or in the variable Audit__RefusalsPerMinute.")]
    [InlineData(10, 0, "Audit:RefusalOrigins is 0; it must lie between 1 and 10000 origins. Correct it in the settings or in the variable Audit__RefusalOrigins.")]
    public void Settings_out_of_range_are_refused(int lines, int origins, string message)
    {
        var result = new AuditOptionsCheck().Validate(null, new AuditOptions { RefusalsPerMinute = lines, RefusalOrigins = origins });

        Assert.Equal(message, Assert.Single(result.Failures!));
    }

    private bool Refuse(RefusalCounts counts, string origin, bool canWrite = true) =>
        counts.TakesLine(new RefusalSource(Oin.Organization, origin, RequestActor.Anonymous), _time.GetUtcNow(), canWrite);

    private RefusalCounts Counts(int origins = 1_000) => new(Options.Create(new AuditOptions { RefusalOrigins = origins }), _time);
}
