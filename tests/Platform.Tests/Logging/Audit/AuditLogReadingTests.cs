using System.Globalization;
using System.Text.Json.Nodes;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.Tests.State;

namespace CommonGround.Platform.Tests.Logging.Audit;

/// <summary>The security log is read wherever its lines are, each once and in order, and nothing that is missing goes unsaid (BIO-01).</summary>
public sealed class AuditLogReadingTests
{
    private const string Log = "0123456789A";
    private const string Other = "ZZZZZZZZZZZ";
    private const int Many = 2100;

    private readonly ShiftedTime _time = new();
    private readonly FaultyStore _store;

    public AuditLogReadingTests() => _store = new FaultyStore(_time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lines_are_found_alike_while_the_log_goes_on_and_when_it_has_ended_is_drained_and_is_archived()
    {
        await using var host = await StateHost.StartAsync(_store);
        await using var other = await StateHost.StartAsync(_store);
        for (var i = 0; i < 20; i++)
        {
            await other.Get<LineCommits>().CommitAsync(Tenants.One, 1, Lines(i), Cancel);
        }

        var log = other.Get<CurrentLog>().Log!.Id;
        var expected = Enumerable.Range(0, 20).Select(i => (log, (long)i, $"handeling {i}"));
        Assert.Equal(expected, (await ReadAsync(host)).Lines);

        await other.KillAsync();
        await _store.EndOnlyAsync(host, log);
        Assert.Equal(expected, (await ReadAsync(host)).Lines);
        _store.OnTransact = _ => Fault.None;

        await host.DrainAsync(log);
        Assert.Equal(expected, (await ReadAsync(host)).Lines);

        _time.Pass(TimeSpan.FromDays(1));
        await host.ArchiveAsync();
        Assert.True(_store.Drained(log)!.IsArchived);
        var archived = await ReadAsync(host);
        Assert.Equal(expected, archived.Lines);
        Assert.Equal(("", 0L, 20L), (archived.Error, archived.Count.Faults, archived.Count.Shown));
    }

    [Fact]
    public async Task Lines_of_other_tenants_and_of_the_other_log_are_not_shown()
    {
        _store.WriteDrainedLog(Log, 3, Lines);
        await using var host = await StateHost.StartAsync(_store);

        Assert.Equal(["van een ander 0", "van een ander 1", "van een ander 2"], (await ReadAsync(host, Tenants.Two)).Lines.Select(line => line.Action));
        Assert.Empty((await ReadAsync(host, Oin.Organization)).Lines);
    }

    [Fact]
    public async Task Many_lines_of_several_logs_come_in_the_order_of_log_and_number()
    {
        _store.WriteDrainedLog(Other, 3, Lines);
        _store.WriteDrainedLog(Log, Many, Lines);
        _store.Write(StateKeys.DrainedList, $$"""{"page":0,"logs":["{{Other}}","{{Log}}"]}""");
        await using var host = await StateHost.StartAsync(_store);
        var before = (await ReadAsync(host)).Lines;
        Assert.Equal([.. Numbers(Other, 3), .. Numbers(Log, Many)], before.Select(line => (line.Log, line.Number)));

        _time.Pass(TimeSpan.FromDays(1));
        await host.ArchiveAsync();

        Assert.True(_store.Drained(Log)!.IsArchived);
        Assert.Equal(3, _store.BlocksOf(Tenants.One, Log).Count);
        Assert.Equal(before, (await ReadAsync(host)).Lines);
    }

    /// <summary>With 17 numbers the last, which archiving strips of its lines, is the first of a bulk get.</summary>
    [Theory]
    [InlineData(17)]
    [InlineData(40)]
    public async Task A_log_that_is_archived_while_it_is_read_has_each_line_once_and_no_fault(int entries)
    {
        for (var moment = 1; moment <= 6; moment++)
        {
            var store = new FaultyStore(_time);
            store.WriteDrainedLog(Log, entries, Lines);
            await using var archiving = await StateHost.StartAsync(store);
            await using var host = await StateHost.StartAsync(store);
            _time.Pass(TimeSpan.FromDays(2));
            At(store, moment, async () => await archiving.ArchiveAsync());

            var found = await ReadAsync(host);

            Assert.Equal((moment, ""), (moment, found.Error));
            Assert.Equal(Numbers(Log, entries), found.Lines.Select(line => (line.Log, line.Number)));
        }
    }

    [Fact]
    public async Task A_log_that_expires_while_it_is_read_has_no_fault()
    {
        for (var moment = 1; moment <= 8; moment++)
        {
            var store = new FaultyStore(_time);
            store.WriteDrainedLog(Log, 3, number => [.. Lines(number), new EntryLine(LineKind.Processing, $"{Tenants.One}", 0, "1.x")]);
            await using var host = await StateHost.StartAsync(store, null);
            _time.Pass(TimeSpan.FromDays(2));
            await host.ArchiveAsync();
            At(store, moment, async () =>
            {
                _time.Pass(TimeSpan.FromDays(3000));
                await host.ArchiveAsync();
                await host.ArchiveAsync();
            });

            Assert.Equal((moment, 0L), (moment, (await ReadAsync(host, from: DateOnly.MinValue)).Count.Faults));
        }
    }

    [Fact]
    public async Task What_has_expired_is_told_once_per_log_of_the_period()
    {
        _store.WriteDrainedLog(Log, 3, Lines);
        await using var host = await StateHost.StartAsync(_store);
        _time.Pass(TimeSpan.FromDays(1));
        await host.ArchiveAsync();
        _time.Pass(TimeSpan.FromDays(3000));
        await host.ArchiveAsync();
        await host.ArchiveAsync();

        var found = await ReadAsync(host, from: Today(-3001), to: Today(-2999));
        Assert.Equal((0, 0L), (found.Lines.Count, found.Count.Faults));
        Assert.Matches($@"^Log {Log}, which ended on \d{{4}}-\d\d-\d\d: its 3 lines of {Tenants.One} have expired and are gone\.\n$", found.Error);

        Assert.Equal("", (await ReadAsync(host, from: Today(-2900), to: Today(0))).Error);
        Assert.Equal("", (await ReadAsync(host, from: Today(-3200), to: Today(-3100))).Error);
    }

    [Theory]
    [InlineData(61, 3)]
    [InlineData(64, 0)]
    public async Task A_log_that_ended_long_before_the_period_is_not_read(int days, int shown)
    {
        // By a clock that was ahead.
        _store.WriteDrainedLog(Log, 3, number => Lines(number, _time.GetUtcNow().AddDays(days)));
        await using var host = await StateHost.StartAsync(_store);

        Assert.Equal(shown, (await ReadAsync(host, from: Today(days), to: Today(days))).Lines.Count);
    }

    [Theory]
    [InlineData("_/0123456789A/2", "is not what was written there", 5, false)]
    [InlineData("_/0123456789A/2", "is gone.", 4, true)]
    [InlineData("_/0123456789A/5", "is gone.", 5, true)]
    [InlineData("_/drained/0123456789A", "is not what was written there", 0, false)]
    [InlineData("_/drained/0123456789A", "is gone", 0, true)]
    [InlineData("_/drained/list", "is not what was written there", 0, false)]
    public async Task What_is_altered_or_gone_of_a_drained_log_is_named_and_the_rest_is_shown(string key, string what, int shown, bool isGone)
    {
        _store.WriteDrainedLog(Log, 5, Lines);
        await using var host = await StateHost.StartAsync(_store);
        await host.Get<LineCommits>().CommitAsync(Tenants.One, 1, [Line(Tenants.One, "daarna")], Cancel);
        Alter(key, isGone);

        var found = await ReadAsync(host);

        Assert.StartsWith($"{key} {what}", found.Error, StringComparison.Ordinal);
        Assert.Contains("run verify-log", found.Error, StringComparison.Ordinal);
        Assert.Equal(1, found.Count.Faults);
        Assert.Equal("daarna", found.Lines[^1].Action);
        Assert.Equal(shown, found.Lines.Count(line => line.Log == Log));
    }

    [Theory]
    [InlineData("\"sealed\":\"1.", "\"sealed\":\"1.0", "has other lines than were written there", "that does not open", 1076)]
    [InlineData("\"from\":1024", "\"from\":1025", "is not what was written there", "", Many)]
    [InlineData("{", "", "is not what was written there", "", 1076)]
    [InlineData(null, "", "is missing", "", 1076)]
    public async Task What_is_altered_or_gone_of_a_block_is_named_and_the_rest_is_shown(string? from, string to, string what, string second, int shown)
    {
        _store.WriteDrainedLog(Log, Many, Lines);
        await using var host = await StateHost.StartAsync(_store);
        _time.Pass(TimeSpan.FromDays(1));
        await host.ArchiveAsync();
        var key = StateKeys.Block(Tenants.One, Log, 1, 0);
        if (from is null)
        {
            _store.Remove(key);
        }
        else
        {
            _store.Write(key, _store.Dump()[key].Replace(from, to, StringComparison.Ordinal));
        }

        var found = await ReadAsync(host);

        Assert.Contains($"{key} {what}", found.Error, StringComparison.Ordinal);
        Assert.Contains(second, found.Error, StringComparison.Ordinal);
        Assert.Equal(shown, found.Lines.Count);
        Assert.Equal(Many - 1, found.Lines[^1].Number);
        if (second.Length == 0)
        {
            Assert.Equal(1, found.Count.Faults);
        }
    }

    [Fact]
    public async Task A_number_that_is_gone_while_the_log_goes_on_is_named_and_what_comes_after_it_is_shown()
    {
        await using var host = await StateHost.StartAsync(_store);
        for (var i = 0; i < 8; i++)
        {
            await host.Get<LineCommits>().CommitAsync(Tenants.One, 1, Lines(i), Cancel);
        }

        var log = host.Get<CurrentLog>().Log!.Id;
        _store.Remove(StateKeys.Entry(log, 3));
        _store.Remove(StateKeys.Entry(log, 4));

        var found = await ReadAsync(host);

        Assert.StartsWith($"{StateKeys.Entry(log, 3)} is gone, with the 1 numbers behind it.", found.Error, StringComparison.Ordinal);
        Assert.Equal(1, found.Count.Faults);
        Assert.Equal([0, 1, 2, 5, 6, 7], found.Lines.Select(line => line.Number));
    }

    [Fact]
    public async Task What_the_store_lost_is_named_too()
    {
        _store.WriteDrainedLog(Log, 5, Lines, 1, 2);
        await using var host = await StateHost.StartAsync(_store);

        var found = await ReadAsync(host);

        Assert.Equal(2, found.Count.Faults);
        Assert.Contains($"{StateKeys.Entry(Log, 2)} was lost by the store", found.Error, StringComparison.Ordinal);
        Assert.Equal([0, 3, 4], found.Lines.Select(line => line.Number));
    }

    private void Alter(string key, bool isGone)
    {
        if (isGone)
        {
            _store.Remove(key);
            return;
        }

        _store.Write(key, key.EndsWith("list", StringComparison.Ordinal) ? "[" : _store.Dump()[key].Replace("\"other\"", "\"anders\"", StringComparison.Ordinal));
    }

    // Before the nth read of all that the reading does.
    private static void At(FaultyStore store, int moment, Func<Task> act)
    {
        var reads = 0;
        store.BeforeReadOf = async keys =>
        {
            if (keys.Any(key => key.Contains(Log, StringComparison.Ordinal)) && ++reads == moment)
            {
                await act();
            }
        };
    }

    private IReadOnlyList<EntryLine> Lines(long number) => Lines(number, _time.GetUtcNow());

    private static IReadOnlyList<EntryLine> Lines(long number, DateTimeOffset time) =>
    [
        Line(Tenants.Two, $"van een ander {number.ToString(CultureInfo.InvariantCulture)}", time),
        new EntryLine(LineKind.Processing, $"{Tenants.One}", 0, "1.x"),
        Line(Tenants.One, $"handeling {number.ToString(CultureInfo.InvariantCulture)}", time),
    ];

    private EntryLine Line(Oin owner, string action) => Line(owner, action, _time.GetUtcNow());

    private static EntryLine Line(Oin owner, string action, DateTimeOffset time) =>
        new LineSeal(new TestKeys()).Seal(owner, new AuditLine(action, "dingen", "200", "local", "sub=j.jansen", time, AuditLine.NoTrace));

    private static IEnumerable<(string Log, long Number)> Numbers(string log, int count) => Enumerable.Range(0, count).Select(number => (log, (long)number));

    private DateOnly Today(int days) => DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime).AddDays(days);

    private async Task<(IReadOnlyList<(string Log, long Number, string Action)> Lines, string Error, AuditLogCount Count)> ReadAsync(
        StateHost host, Oin? owner = null, DateOnly? from = null, DateOnly? to = null)
    {
        using var output = new StringWriter();
        using var error = new StringWriter { NewLine = "\n" };
        var count = new AuditLogCount();
        var asked = new AuditLogArguments(from ?? Today(-10), to ?? DateOnly.MaxValue, owner ?? Tenants.One, null);
        await new AuditLogReading(host.Get<LineScan>(), new LineSeal(new TestKeys())).ShowAsync(asked, output, error, count, Cancel);
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!);
        return ([.. lines.Select(line => ((string)line["log"]!, (long)line["number"]!, (string)line["action"]!))], error.ToString(), count);
    }
}
