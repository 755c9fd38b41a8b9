using System.Globalization;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.Tests.State;

/// <summary>A reference to a line holds before and after archiving, and while it is under way (commit-log 14).</summary>
public sealed class LineReaderTests
{
    private const string Log = "0123456789A";

    private readonly ShiftedTime _time = new();
    private readonly FaultyStore _store;

    public LineReaderTests() => _store = new FaultyStore(_time);

    [Fact]
    public async Task A_reference_holds_at_every_step_of_archiving()
    {
        Leave(1500, number => [Line(Tenants.Two, number, 0), Line(Tenants.One, number, number < 20 ? 70_000 : 10)]);
        // The first, both sides of a split and of a range, and the last number, whose entry stays without lines.
        LineReference[] references = [.. from number in (long[])[0, 13, 14, 15, 1023, 1024, 1498, 1499] select Of(number, 1)];
        await using var host = await StateHost.StartAsync(_store);
        var steps = 0;
        _store.BeforeTransact = async _ =>
        {
            steps++;
            await CheckAsync();
        };
        await CheckAsync();

        await host.ArchiveAsync();

        await CheckAsync();
        Assert.True(_store.Drained(Log)!.IsArchived);
        Assert.NotEmpty(_store.Drained(Log)!.Archive!.Splits);
        Assert.True(steps > 5);

        async Task CheckAsync()
        {
            var read = await ReadAsync(host, Tenants.One, references);
            Assert.Equal(references.Select(r => $"{Tenants.One} {r.Number}"), references.Select(r => read[r].Sealed.TrimEnd('x')));
            Assert.All(read.Values, line => Assert.Equal((LineKind.Processing, Tenants.One.ToString(), "1/hash"), (line.Kind, line.Owner, line.Subject)));
        }
    }

    [Fact]
    public async Task Lines_of_others_and_those_that_are_nowhere_are_left_out()
    {
        Leave(3, number => [Line(Tenants.One, number, 0)]);
        await using var host = await StateHost.StartAsync(_store);
        LineReference[] references = [Of(0, 0), Of(0, 1), Of(2, 5), Of(7, 0), LineReference.Of("ZZZZZZZZZZZ", 0, 0, 0)];
        Assert.Equal([Of(0, 0)], (await ReadAsync(host, Tenants.One, references)).Keys);
        Assert.Empty(await ReadAsync(host, Tenants.Two, references));

        await host.ArchiveAsync();

        Assert.Equal([Of(0, 0)], (await ReadAsync(host, Tenants.One, references)).Keys);
        Assert.Empty(await ReadAsync(host, Tenants.Two, references));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(3000)]
    public async Task A_page_of_references_takes_as_many_calls_among_thousands_of_lines(int entries)
    {
        Leave(entries, number => [Line(Tenants.One, number, 0)]);
        await using var host = await StateHost.StartAsync(_store);
        await host.ArchiveAsync();
        var calls = 0;
        _store.BeforeReadOf = keys =>
        {
            calls += keys.All(key => key.Contains(Log, StringComparison.Ordinal)) ? 1 : 0;
            return Task.CompletedTask;
        };

        var read = await ReadAsync(host, Tenants.One, [.. Enumerable.Range(0, 100).Select(i => Of(i * (entries / 100), 0))]);

        Assert.Equal(100, read.Count);
        // Four for the entries, one for the drained document, one for its blocks.
        Assert.Equal(6, calls);
    }

    private static Task<IReadOnlyDictionary<LineReference, EntryLine>> ReadAsync(StateHost host, Oin owner, LineReference[] references) =>
        host.Get<LineReader>().ReadAsync(owner, references, TestContext.Current.CancellationToken);

    private static LineReference Of(long number, int index) => LineReference.Of(Log, number, index, 0);

    private static EntryLine Line(Oin owner, long number, int length) =>
        new(LineKind.Processing, owner.ToString(), 0, string.Create(CultureInfo.InvariantCulture, $"{owner} {number}{new string('x', length)}")) { Subject = "1/hash" };

    private void Leave(int entries, Func<long, IReadOnlyList<EntryLine>> lines)
    {
        _store.WriteDrainedLog(Log, entries, lines);
        _time.Pass(TimeSpan.FromDays(1));
    }
}
