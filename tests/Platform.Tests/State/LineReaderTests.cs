using System.Globalization;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reference_to_what_is_nowhere_or_of_another_fails(bool archive)
    {
        Leave(3, number => [Line(Tenants.One, number, 0)]);
        await using var host = await StateHost.StartAsync(_store);
        if (archive)
        {
            await host.ArchiveAsync();
        }

        LineReference[] missing = [Of(0, 1), Of(2, 5), Of(7, 0), LineReference.Of("ZZZZZZZZZZZ", 0, 0, 0)];
        await Assert.AllAsync(missing, reference => FailsAsync(host, Tenants.One, reference));
        await FailsAsync(host, Tenants.Two, Of(0, 0));
    }

    [Fact]
    public async Task A_line_whose_entry_or_block_is_gone_fails_until_its_retention_ends()
    {
        Leave(3, number => [Line(Tenants.One, number, 0)]);
        await using var host = await StateHost.StartAsync(_store);
        var (entry, value) = (StateKeys.Entry(Log, 0), _store.Dump()[StateKeys.Entry(Log, 0)]);
        _store.Remove(entry);
        await FailsAsync(host, Tenants.One, Of(0, 0));

        _store.Write(entry, value);
        await host.ArchiveAsync();
        var block = Assert.Single(_store.BlocksOf(Tenants.One, Log));
        value = _store.Dump()[block];
        _store.Remove(block);
        await FailsAsync(host, Tenants.One, Of(0, 0));

        _store.Write(block, value);
        await ExpireAsync(host);
        Assert.Empty(_store.BlocksOf(Tenants.One, Log));
        Assert.Empty(await ReadAsync(host, Tenants.One, [Of(0, 0)]));
    }

    [Fact]
    public async Task A_drained_document_that_somebody_altered_excuses_nothing()
    {
        Leave(3, number => [Line(Tenants.One, number, 0)]);
        await using var host = await StateHost.StartAsync(_store);
        await host.ArchiveAsync();
        _store.Remove(Assert.Single(_store.BlocksOf(Tenants.One, Log)));
        var (key, text) = (StateKeys.Drained(Log), _store.Dump()[StateKeys.Drained(Log)]);
        var archive = _store.Drained(Log)!.Archive!;
        var forged = _store.Drained(Log)! with { Archive = archive with { Expired = [LineKind.Processing] } };

        _store.Write(key, $"{forged.Text()}\n{text.Split('\n')[1]}");

        await FailsAsync(host, Tenants.One, Of(0, 0));
    }

    [Fact]
    public async Task What_expires_between_the_reads_of_a_search_is_left_out()
    {
        Leave(3, number => [Line(Tenants.One, number, 0)]);
        await using var host = await StateHost.StartAsync(_store);
        await host.ArchiveAsync();
        var block = Assert.Single(_store.BlocksOf(Tenants.One, Log));
        var expired = false;
        _store.BeforeReadOf = async keys =>
        {
            if (!expired && keys.Contains(block))
            {
                expired = true;
                await ExpireAsync(host);
            }
        };

        Assert.Empty(await ReadAsync(host, Tenants.One, [Of(0, 0)]));
        Assert.True(expired);
    }

    [Fact]
    public async Task No_step_of_an_expiry_fails_a_search()
    {
        Leave(1500, number => [Line(Tenants.One, number, 0)]);
        await using var host = await StateHost.StartAsync(_store);
        await host.ArchiveAsync();
        var counts = new List<int>();
        _store.BeforeTransact = async _ => counts.Add((await ReadAsync(host, Tenants.One, [Of(0, 0), Of(1499, 0)])).Count);

        await ExpireAsync(host);

        Assert.Equal([2, 1], counts.Distinct().Take(2));
        Assert.Empty(await ReadAsync(host, Tenants.One, [Of(0, 0), Of(1499, 0)]));
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

    private static async Task FailsAsync(StateHost host, Oin owner, LineReference reference) =>
        await Assert.ThrowsAsync<LogAlteredException>(() => ReadAsync(host, owner, [reference]));

    private Task ExpireAsync(StateHost host)
    {
        _time.Pass(new RetentionOptions().Processing);
        return host.ArchiveAsync();
    }

    private static LineReference Of(long number, int index) => LineReference.Of(Log, number, index, 0);

    private static EntryLine Line(Oin owner, long number, int length) =>
        new(LineKind.Processing, owner.ToString(), 0, string.Create(CultureInfo.InvariantCulture, $"{owner} {number}{new string('x', length)}")) { Subject = "1/hash" };

    private void Leave(int entries, Func<long, IReadOnlyList<EntryLine>> lines)
    {
        _store.WriteDrainedLog(Log, entries, lines);
        _time.Pass(TimeSpan.FromDays(1));
    }
}
