using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Lines;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.State;

/// <summary>The clock of whoever lets lines expire jumps back: lines are kept for longer by that, never for shorter, and what was begun is done to the end.</summary>
public sealed class ExpiryClockTests
{
    private const string Log = "0123456789A";
    private const int Entries = 1100;

    private static readonly TimeSpan s_kept = TimeSpan.FromDays(10);

    private readonly ShiftedTime _time = new();
    private readonly FaultyStore _store;

    public ExpiryClockTests()
    {
        _store = new FaultyStore(_time);
        _store.WriteDrainedLog(Log, Entries, number => [new EntryLine(LineKind.Audit, Tenants.One.ToString(), number * 1000, $"1.{number}")]);
        _time.Pass(TimeSpan.FromDays(1));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-31 * 24)]
    public async Task Lines_are_there_until_the_clock_says_again_that_their_time_is_over(int hours)
    {
        await using var host = await StartAsync();
        await host.ArchiveAsync();
        _time.Pass(s_kept - TimeSpan.FromDays(1) - TimeSpan.FromMinutes(1));

        _time.Pass(TimeSpan.FromHours(hours));
        _time.Pass(TimeSpan.FromMinutes(1));
        await ArchiveAsync(host);
        Assert.Equal(Entries, _store.LinesOf(Tenants.One, Log, LineKind.Audit).Count);

        _time.Pass(TimeSpan.FromHours(-hours));
        await ArchiveAsync(host);
        Assert.Empty(_store.LinesOf(Tenants.One, Log, LineKind.Audit));
        Assert.Null(await host.CheckAsync(_store, Log, Tenants.One));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-31 * 24)]
    public async Task What_had_begun_to_go_goes_when_a_process_starts_with_the_clock_put_back(int hours)
    {
        await using var host = await StartAsync();
        await host.ArchiveAsync();
        _time.Pass(s_kept);
        var steps = 0;
        _store.OnTransact = operations => operations.Any(o => o.Key.EndsWith($"/{Log}", StringComparison.Ordinal)) && ++steps > 1 ? Fault.NotLanded : Fault.None;
        await host.ArchiveAsync();
        Assert.Equal([LineKind.Audit], _store.Drained(Log)!.Archive!.Expired);
        Assert.NotEmpty(_store.BlocksOf(Tenants.One, Log));
        _store.OnTransact = _ => Fault.None;

        _time.Pass(TimeSpan.FromHours(hours));
        await using var other = await StartAsync();
        await ArchiveAsync(other);

        Assert.Empty(_store.BlocksOf(Tenants.One, Log));
        Assert.Equal(Entries, _store.Drained(Log)!.Archive!.Find(Tenants.One.ToString())!.Audit);
        Assert.Null(await other.CheckAsync(_store, Log, Tenants.One));
    }

    private Task<StateHost> StartAsync() =>
        StateHost.StartAsync(_store, services => services.AddSingleton(new RetentionOptions { Processing = s_kept, Audit = s_kept }));

    private static async Task ArchiveAsync(StateHost host)
    {
        for (var turn = 0; turn < 5; turn++)
        {
            await host.ArchiveAsync();
        }
    }
}
