using CommonGround.Platform.State;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.State.Verification;
using CommonGround.Platform.Tests.BuildingBlocks;
using CommonGround.Platform.Tests.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.State;

/// <summary>What a log came to is told outside the store when it ends or is left, whatever was told of it before (commit-log 16).</summary>
public sealed class LastHeadTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly FaultyStore _store;
    private readonly LogCapture _log = new();

    public LastHeadTests() => _store = new FaultyStore(_time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task A_log_that_rolls_tells_its_end_and_a_tail_that_is_cut_with_the_end_is_found_by_it()
    {
        // It stays in the registration.
        _store.OnTransact = operations => operations.Any(o => o.Key.StartsWith("_/drained/", StringComparison.Ordinal)) ? Fault.NotLanded : Fault.None;
        await using var host = await StartAsync();
        await CreateAsync(host, 4);

        var head = Assert.Single(Told());
        Assert.Equal((3, Mac(head.Log, 3)), (head.Number, head.Mac));
        Assert.True((await VerifyAsync(host, head)).IsWhole);

        CutFrom(head.Log, 2);
        Assert.True((await VerifyAsync(host)).IsWhole);
        Assert.Equal(StateKeys.Entry(head.Log, 2), Assert.Single((await VerifyAsync(host, head)).Faults).Place);
    }

    [Fact]
    public async Task A_roll_whose_answer_was_lost_tells_it_too()
    {
        await using var host = await StartAsync();
        _store.FailNext(Fault.AnswerLost, operations => operations.Any(o => o.Value?.Contains("\"kind\":\"end\"", StringComparison.Ordinal) == true));
        await CreateAsync(host, 4);

        var head = Assert.Single(Told());
        Assert.Equal((3, Mac(head.Log, 3)), (head.Number, head.Mac));
    }

    [Fact]
    public async Task Of_a_log_that_was_left_behind_the_end_is_told_by_who_ends_it()
    {
        var log = await _store.LeaveLogAsync(2);
        await using var host = await StartAsync();

        await _time.PassUntilAsync(() => _store.Drained(log) is not null);

        Assert.Equal([new LogHead(log, 2, Mac(log, 2))], Told());
    }

    [Fact]
    public async Task Whose_log_is_ended_by_another_tells_how_far_it_was()
    {
        await using var host = await StartAsync();
        await CreateAsync(host, 2);
        var head = host.Get<CurrentLog>().Log!.Head!;
        await using var other = await StateHost.StartAsync(_store);
        await other.TakeOverAsync();

        await CreateAsync(host, 1);

        Assert.Equal([head], Told());
        Assert.Equal(1, head.Number);
    }

    [Fact]
    public async Task Who_finds_its_last_number_gone_tells_that_it_was_there()
    {
        await using var host = await StartAsync();
        await CreateAsync(host, 2);
        var head = host.Get<CurrentLog>().Log!.Head!;
        _store.Remove(StateKeys.Entry(head.Log, 1));

        await _time.PassUntilAsync(() => Told().Contains(head));

        Assert.False((await VerifyAsync(host, head)).IsWhole);
    }

    private Task<StateHost> StartAsync() =>
        StateHost.StartAsync(_store, services => services.AddSingleton<ILoggerProvider>(_log), null, ("LogEntries", "3"));

    private static async Task CreateAsync(StateHost host, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await host.CreateAsync(new Request($"{i}"));
        }
    }

    private static Task<LogVerificationResult> VerifyAsync(StateHost host, params LogHead[] heads) => host.Get<LogVerification>().VerifyAsync(heads, Cancel);

    // As verify-log reads them from what was logged.
    private List<LogHead> Told() =>
        [.. _log.Entries.Where(entry => entry.StartsWith(nameof(LogLevel.Information), StringComparison.Ordinal)).SelectMany(LogHead.FindAll).Distinct()];

    private string Mac(string log, long number) => Entry.Read(_store.Dump()[StateKeys.Entry(log, number)]).Mac!;

    // As somebody does who can write the store: the log looks as if it had never come further, and went on.
    private void CutFrom(string log, long number)
    {
        foreach (var key in _store.KeysOf(log).Where(key => long.TryParse(key.Split('/')[^1], out var at) && at >= number))
        {
            _store.Remove(key);
        }

        _store.Write(StateKeys.Progress(log, "index"), Progress.Start.Write());
        var registration = _store.Registered();
        _store.Write(
            StateKeys.Registration,
            registration.Replace(registration.Find(log)! with { End = null, EndedAt = null }).ToOperation(null).Value!);
    }
}
