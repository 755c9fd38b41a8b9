using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.Tests.BuildingBlocks;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.State;

/// <summary>The clock of a replica jumps back by hours, or a replica starts with one that is hours behind. The store has a clock of its own.</summary>
public sealed class ClockBackTests
{
    private static readonly TimeSpan s_back = TimeSpan.FromHours(-3);

    private readonly ManualTime _time = new();
    private readonly JumpingTime _clock;
    private readonly FaultyStore _store;

    public ClockBackTests() => (_clock, _store) = (new JumpingTime(_time), new FaultyStore(_time));

    [Fact]
    public async Task Nobody_takes_a_replica_for_gone_whose_clock_jumps_back()
    {
        await using var other = await StateHost.StartAsync(_store);
        await using var jumping = await StartAsync();
        await jumping.CreateAsync(new Request("voor"));
        var log = jumping.Get<CurrentLog>().Log!;

        _clock.Jump(s_back);
        await PassAsync(TimeSpan.FromMinutes(5));
        await jumping.CreateAsync(new Request("na"));

        Assert.Same(log, jumping.Get<CurrentLog>().Log);
        Assert.False(log.IsLost);
        Assert.Null(_store.Registered().Find(log.Id)!.End);
        Assert.Equal(2, (await other.ListAsync()).Count);
    }

    [Fact]
    public async Task A_replica_whose_clock_jumps_back_sees_as_soon_as_ever_that_another_is_gone()
    {
        await using var jumping = await StartAsync();
        var log = await _store.LeaveLogAsync(3);
        var killed = _time.GetUtcNow();
        // It is seen to have no heartbeat, and not for long enough yet.
        await PassAsync(TimeSpan.FromSeconds(45));
        _clock.Jump(s_back);

        await _time.PassUntilAsync(() => _store.Drained(log) is not null);

        // Its last heartbeat lived for 30 s, and was gone for 30 s.
        Assert.InRange(_time.GetUtcNow() - killed, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(90));
        Assert.Equal(3, (await jumping.ListAsync()).Count);
    }

    [Fact]
    public async Task A_log_rolls_by_the_time_that_passed_and_not_by_the_clock()
    {
        await using var host = await StartAsync(("LogLife", "00:05:00"));
        await host.CreateAsync(new Request("een"));
        var log = host.Get<CurrentLog>().Log!.Id;

        _clock.Jump(s_back);
        await _time.PassUntilAsync(() => host.Get<CurrentLog>().Log is { } current && current.Id != log);

        Assert.InRange(_time.GetUtcNow(), new ManualTime().GetUtcNow().AddMinutes(5), new ManualTime().GetUtcNow().AddMinutes(6));
    }

    [Fact]
    public async Task Lists_and_searches_have_what_was_made_before_and_after_the_jump_also_once_it_is_in_pages()
    {
        await using var host = await StartAsync(("PageIds", "8"));
        var made = new List<Guid>();
        for (var i = 0; i < 60; i++)
        {
            made.Add((await host.CreateAsync(new Request($"{i}", "bsn"))).Id);
            if (i % 15 == 14)
            {
                _clock.Jump(s_back);
            }
        }

        await AssertAllAsync();
        await host.FoldAsync();
        await AssertAllAsync();

        async Task AssertAllAsync()
        {
            Assert.Equal(made.Order(), (await host.ListAsync(7)).Select(d => d.Id).Order());
            Assert.Equal(made.Order(), (await host.SearchAsync("bsn", 7)).Select(d => d.Id).Order());
        }
    }

    [Fact]
    public async Task What_ended_in_the_future_is_archived_a_day_after_that_by_the_clock_of_who_archives()
    {
        var log = await _store.LeaveLogAsync(5);
        await using var host = await StartAsync();
        await host.DrainAsync(log);
        _clock.Jump(s_back);

        _clock.Jump(TimeSpan.FromDays(1));
        await host.Get<Archiver>().ArchiveAsync(TestContext.Current.CancellationToken);
        Assert.Equal((false, null), (_store.Drained(log)!.IsArchived, _store.Drained(log)!.Deleting));

        _clock.Jump(-s_back);
        await host.Get<Archiver>().ArchiveAsync(TestContext.Current.CancellationToken);
        Assert.True(_store.Drained(log)!.IsArchived);
        Assert.Equal(5, (await host.ListAsync()).Count);
    }

    [Fact]
    public async Task A_replica_that_starts_hours_behind_takes_over_what_was_left_and_goes_on()
    {
        var log = await _store.LeaveLogAsync(5);
        _clock.Jump(s_back);
        await using var host = await StartAsync();
        await host.CreateAsync(new Request("later, en eerder"));

        await _time.PassUntilAsync(() => _store.Drained(log) is not null);

        Assert.Equal(6, (await host.ListAsync()).Count);
    }

    private Task<StateHost> StartAsync(params (string Name, string Value)[] settings) =>
        StateHost.StartAsync(_store, services => services.AddSingleton<TimeProvider>(_clock), null, settings);

    private Task PassAsync(TimeSpan time)
    {
        var end = _time.GetUtcNow() + time;
        return _time.PassUntilAsync(() => _time.GetUtcNow() >= end);
    }
}
