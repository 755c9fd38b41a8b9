using CommonGround.Platform.State;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.Tests.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.State;

/// <summary>A log in which something was altered is kept as it is, and that is told: once by the log, and for as long by the metric (commit-log 11, 16).</summary>
public sealed class KeptLogTests : IDisposable
{
    private const string Log = "0123456789A";
    private const string Other = "ZZZZZZZZZZZ";
    private const string Series = "commonground.state.log.altered";

    private readonly ShiftedTime _time = new();
    private readonly FaultyStore _store;
    private readonly LogCapture _log = new();

    public KeptLogTests()
    {
        _store = new FaultyStore(_time);
        _store.WriteDrainedLog(Other, 5, Lines);
        _store.WriteDrainedLog(Log, 5, Lines);
        _store.Write(StateKeys.DrainedList, $$"""{"page":0,"logs":["{{Log}}","{{Other}}"]}""");
        _time.Pass(TimeSpan.FromDays(1));
    }

    public void Dispose() => _log.Dispose();

    public static TheoryData<string, string?> Alterations { get; } = new()
    {
        { $"_/{Log}/2", "\"anders\"" },
        { $"_/{Log}/2", null },
        { $"_/{Log}/5", "\"anders\"" },
        { $"_/drained/{Log}", "\"anders\"" },
        { $"_/drained/{Log}", "[" },
        { $"_/drained/{Log}", null },
    };

    [Theory]
    [MemberData(nameof(Alterations))]
    public async Task It_is_told_once_and_counted_until_it_is_there_again_and_stops_no_other(string key, string? becomes)
    {
        var right = _store.Dump()[key];
        Alter(key, becomes is null ? null : right.Replace("\"other\"", becomes, StringComparison.Ordinal));
        await using var host = await StartAsync();
        using var instruments = new Instruments(host);

        await host.ArchiveAsync();
        await host.ArchiveAsync();

        Assert.True(_store.Drained(Other)!.IsArchived);
        var told = Assert.Single(_log.Entries, entry => entry.StartsWith(nameof(LogLevel.Error), StringComparison.Ordinal));
        Assert.Contains($"Log {Log} is kept as it is", told, StringComparison.Ordinal);
        Assert.Contains($"{key} is", told, StringComparison.Ordinal);
        Assert.DoesNotContain(_log.Entries, entry => entry.StartsWith(nameof(LogLevel.Warning), StringComparison.Ordinal));
        Assert.Equal(1, instruments.Observe(Series));

        _store.Write(key, right);
        await host.ArchiveAsync();
        Assert.True(_store.Drained(Log)!.IsArchived);
        Assert.Equal(0, instruments.Observe(Series));
    }

    [Fact]
    public async Task Nothing_of_it_expires_and_what_others_have_does()
    {
        await using (var before = await StartAsync())
        {
            await before.ArchiveAsync();
        }

        var lines = _store.LinesOf(Tenants.One, Log, LineKind.Audit);
        Alter(StateKeys.Drained(Log), _store.Dump()[StateKeys.Drained(Log)].Replace("\"other\"", "\"anders\"", StringComparison.Ordinal));
        await using var host = await StartAsync();
        using var instruments = new Instruments(host);
        _time.Pass(TimeSpan.FromDays(3000));

        await host.ArchiveAsync();
        await host.ArchiveAsync();

        Assert.Empty(_store.LinesOf(Tenants.One, Other, LineKind.Audit));
        Assert.Equal(lines, _store.LinesOf(Tenants.One, Log, LineKind.Audit));
        Assert.Equal(1, instruments.Observe(Series));
        Assert.Single(_log.Entries, entry => entry.Contains($"Log {Log} is kept as it is", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"1.3\"", "\"1.4\"", "has other lines than were written there")]
    [InlineData("\"", "", "is not what was written there")]
    [InlineData(null, null, "is missing")]
    public async Task Nothing_of_it_expires_where_a_block_was_altered_and_all_does_once_it_is_there_again(string? from, string? to, string what)
    {
        await using (var before = await StartAsync())
        {
            await before.ArchiveAsync();
        }

        var key = StateKeys.Block(Tenants.One, Log, 0, 0);
        var right = _store.Dump()[key];
        Alter(key, from is null ? null : right.Replace(from, to, StringComparison.Ordinal));
        var altered = _store.Dump().GetValueOrDefault(key);
        Assert.NotEqual(right, altered);
        await using var host = await StartAsync();
        using var instruments = new Instruments(host);
        _time.Pass(TimeSpan.FromDays(3000));

        await host.ArchiveAsync();
        await host.ArchiveAsync();

        Assert.Empty(_store.LinesOf(Tenants.One, Other, LineKind.Audit));
        Assert.Equal(altered, _store.Dump().GetValueOrDefault(key));
        Assert.Empty(_store.Drained(Log)!.Archive!.Expired);
        Assert.Equal(1, instruments.Observe(Series));
        Assert.Single(_log.Entries, entry => entry.Contains($"Log {Log} is kept as it is", StringComparison.Ordinal) && entry.Contains($"{key} {what}", StringComparison.Ordinal));

        _store.Write(key, right);
        await host.ArchiveAsync();
        Assert.Empty(_store.LinesOf(Tenants.One, Log, LineKind.Audit));
        Assert.Equal(0, instruments.Observe(Series));
    }

    [Theory]
    [InlineData("\"anders\"")]
    [InlineData("[")]
    public async Task Consumers_take_the_logs_that_come_after_it(string becomes)
    {
        var consumer = new TestConsumer("proef");
        var log = await LeaveAsync(consumer);
        Alter(StateKeys.Drained(log), _store.Dump()[StateKeys.Drained(log)].Replace("\"reached\"", becomes, StringComparison.Ordinal));
        await using var host = await StateHost.StartAsync(_store, [consumer]);

        await host.CreateAsync(new Request("later"));
        var own = host.Get<CurrentLog>().Log!.Id;

        await Eventually.TrueAsync(() => consumer.Seen.Contains((own, 0)));
    }

    // A log that the index has drained and the consumer has not taken.
    private async Task<string> LeaveAsync(TestConsumer consumer)
    {
        consumer.IsDown = _ => true;
        var log = await _store.LeaveLogAsync(3, consumer);
        await using (var drains = await StateHost.StartAsync(_store, [consumer]))
        {
            await drains.DrainAsync(log);
        }

        consumer.IsDown = _ => false;
        return log;
    }

    private Task<StateHost> StartAsync() => StateHost.StartAsync(_store, services => services.AddSingleton<ILoggerProvider>(_log));

    private void Alter(string key, string? value)
    {
        if (value is null)
        {
            _store.Remove(key);
        }
        else
        {
            _store.Write(key, value);
        }
    }

    private static IReadOnlyList<EntryLine> Lines(long number) => [new EntryLine(LineKind.Audit, Tenants.One.ToString(), 0, $"1.{number}")];
}
