using CommonGround.Platform.Tests.BuildingBlocks;

namespace CommonGround.Platform.Tests.State;

public sealed class LogMetricsTests
{
    private readonly ManualTime _time = new();
    private readonly FaultyStore _store;

    public LogMetricsTests() => _store = new FaultyStore(_time);

    [Fact]
    public async Task Logs_are_live_until_they_end_and_gone_once_they_are_drained()
    {
        await using var host = await StateHost.StartAsync(_store);
        using var instruments = new Instruments(host);
        await using (var crashed = await StateHost.StartAsync(_store))
        {
            await crashed.CreateAsync(new Request("een"));
            await crashed.KillAsync();
        }

        await host.CreateAsync(new Request("twee"));
        await _time.PassUntilAsync(() => Live(instruments) == 2);
        Assert.Equal(0, Ended(instruments));

        // It is ended, and stays so: the index cannot take it.
        _store.OnTransact = operations =>
            operations.Any(o => o.Key.EndsWith("/progress/index", StringComparison.Ordinal)) ? Fault.NotLanded : Fault.None;
        await _time.PassUntilAsync(() => Ended(instruments) == 1);
        Assert.Equal(1, Live(instruments));

        _store.OnTransact = _ => Fault.None;
        await _time.PassUntilAsync(() => Ended(instruments) == 0);
        Assert.Equal(1, Live(instruments));
        Assert.Empty(instruments.Measured("commonground.state.log.ended_by_others"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_log_that_another_ended_is_counted_once_by_the_one_who_lost_it(bool writes)
    {
        await using var host = await StateHost.StartAsync(_store);
        await host.CreateAsync(new Request("een"));
        using var instruments = new Instruments(host);
        await using var other = await StateHost.StartAsync(_store);
        await other.TakeOverAsync();

        // The committer finds the end first, or the watch does.
        if (!writes)
        {
            await _time.PassUntilAsync(() => instruments.Measured("commonground.state.log.ended_by_others").Count > 0);
        }

        await host.CreateAsync(new Request("twee"));

        Assert.Equal([1], instruments.Measured("commonground.state.log.ended_by_others"));
    }

    [Fact]
    public async Task A_log_that_was_archived_is_counted()
    {
        var log = await _store.LeaveLogAsync(3);
        await using var host = await StateHost.StartAsync(_store);
        using var instruments = new Instruments(host);
        await host.DrainAsync(log);
        Assert.Empty(instruments.Measured("commonground.state.log.archived"));

        _time.Pass(TimeSpan.FromDays(1));

        await _time.PassUntilAsync(() => instruments.Measured("commonground.state.log.archived").Count > 0);
        Assert.True(_store.Drained(log)!.IsArchived);
        Assert.Equal([1], instruments.Measured("commonground.state.log.archived"));
    }

    private static double Live(Instruments instruments) => instruments.Observe("commonground.state.log.count{live}");

    private static double Ended(Instruments instruments) => instruments.Observe("commonground.state.log.count{ended}");
}
