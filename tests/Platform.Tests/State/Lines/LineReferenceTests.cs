using CommonGround.Platform.State;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Tests.State.Lines;

public sealed class LineReferenceTests
{
    private const string Newest = "ZZZZZZZZZZZ";
    private const string Oldest = "00000000000";

    [Theory]
    [InlineData(Oldest, 0, 0, 0)]
    [InlineData(Newest, (1 << 27) - 1, (1 << 14) - 1, uint.MaxValue)]
    [InlineData("0123456789A", 100_000_000, 9_999, 1_795_000_000)]
    [InlineData("ZYXWVTSRQPN", 1, 1, 1)]
    public void A_reference_is_an_id_and_can_be_read_again(string log, long number, int index, long second)
    {
        var reference = new LineReference(log, number, index, second);

        Assert.Equal(reference, LineReference.Read(reference.ToId()));
    }

    [Fact]
    public void References_sort_by_time_and_within_a_second_of_one_log_by_place_the_newest_first()
    {
        LineReference[] references =
        [
            new(Oldest, 0, 0, uint.MaxValue),
            new(Oldest, 7, 7, 1_795_000_001),
            new(Oldest, 8, 1, 1_795_000_000),
            new(Oldest, 8, 0, 1_795_000_000),
            new(Oldest, 7, 9, 1_795_000_000),
            new(Newest, 99, 99, 1_795_000_000),
            new(Oldest, 99, 99, 1_794_999_999),
            new(Newest, 0, 0, 0),
        ];

        Assert.Equal(references, references.OrderBy(r => r.ToId()));
    }

    [Fact]
    public void What_began_in_a_second_is_at_or_after_its_newest_id_and_what_began_later_is_before_it()
    {
        var newest = LineReference.NewestIn(1_795_000_000);

        Assert.True(new LineReference(Oldest, (1 << 27) - 1, (1 << 14) - 1, 1_795_000_000).ToId() >= newest);
        Assert.True(new LineReference(Newest, 0, 0, 1_795_000_001).ToId() < newest);
    }

    [Theory]
    [InlineData(1_795_000_000_999, 1_795_000_000)]
    [InlineData(-1, 0)]
    [InlineData(long.MaxValue, uint.MaxValue)]
    public void A_clock_that_is_far_wrong_gives_a_reference_all_the_same(long at, long second) =>
        Assert.Equal(second, LineReference.Read(LineReference.Of(Oldest, 1, 2, at).ToId()).Second);

    [Theory]
    [InlineData("0123456789")]
    [InlineData("0123456789AB")]
    [InlineData("0123456789I")]
    [InlineData("0123456789a")]
    [InlineData("")]
    public void A_log_with_another_kind_of_id_has_no_references(string log) =>
        Assert.Throws<FormatException>(() => new LineReference(log, 0, 0, 0).ToId());

    [Theory]
    [InlineData(1 << 27, 0)]
    [InlineData(-1, 0)]
    [InlineData(0, 1 << 14)]
    [InlineData(0, -1)]
    public void A_place_further_than_any_log_goes_is_refused_and_not_taken_for_another(long number, int index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LineReference(Oldest, number, index, 0).ToId());

    [Fact]
    public void The_limits_of_a_log_and_of_an_entry_fit_in_a_reference()
    {
        var (mostEntries, mostBytes) = (100_000_000, 3 * 1024 * 1024);
        var least = SentSize.OfLine(new EntryLine(LineKind.Processing, $"{Tenants.One}", 0, "") { Subject = $"1/{new string('h', 43)}" });

        Assert.NotEqual(Guid.Empty, new LineReference(Newest, mostEntries + (mostEntries / 4), mostBytes / least, 0).ToId());
    }

    [Fact]
    public void Logs_get_ids_that_references_can_hold()
    {
        var identifiers = new Identifiers(TimeProvider.System);

        var made = Enumerable.Range(0, 1000).Select(_ => identifiers.NewLog()).ToList();

        Assert.Equal(1000, made.Distinct().Count());
        Assert.All(made, id => Assert.Equal(id, LogName.Write(LogName.Read(id))));
        Assert.All(Enumerable.Range(0, 11), position => Assert.True(made.Select(id => id[position]).Distinct().Count() > 20));
    }
}
