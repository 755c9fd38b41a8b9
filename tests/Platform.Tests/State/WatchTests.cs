using System.Text.Json;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.Tests.Api;
using CommonGround.Platform.Tests.BuildingBlocks;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.State;

/// <summary>Heartbeats, and what replicas do about logs without one and about their own (commit-log 9, 12).</summary>
public sealed class WatchTests
{
    private readonly ManualTime _time = new();
    private readonly FaultyStore _store;

    public WatchTests() => _store = new FaultyStore(_time);

    [Fact]
    public async Task A_log_whose_owner_is_gone_is_ended_and_drained_after_its_time_and_not_before()
    {
        await using var host = await StateHost.StartAsync(_store);
        DateTimeOffset killed;
        await using (var crashed = await StateHost.StartAsync(_store))
        {
            await crashed.CreateAsync(new Request("een"));
            await crashed.KillAsync();
            killed = _time.GetUtcNow();
        }

        await _time.PassUntilAsync(() => Registered().Logs.Count == 0);

        // Its last heartbeat lived for 30 s, and was gone for 30 s.
        Assert.InRange(_time.GetUtcNow() - killed, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(90));
        Assert.Single(await host.ListAsync());
    }

    [Fact]
    public async Task A_log_whose_end_another_wrote_before_it_crashed_is_drained_too()
    {
        await using (var crashed = await StateHost.StartAsync(_store))
        {
            await crashed.CreateAsync(new Request("een"));
            await crashed.KillAsync();
        }

        await using var host = await StateHost.StartAsync(_store);
        await host.Get<Fence>().EndAsync(Assert.Single(Registered().Logs).Id, "index", TestContext.Current.CancellationToken);
        Assert.NotNull(Assert.Single(Registered().Logs).End);

        await _time.PassUntilAsync(() => Registered().Logs.Count == 0);

        Assert.Single(await host.ListAsync());
    }

    [Fact]
    public async Task A_clean_stop_ends_nothing_and_the_next_process_does()
    {
        await using (var stopped = await StateHost.StartAsync(_store))
        {
            await stopped.CreateAsync(new Request("een"));
            await stopped.StopAsync();
        }

        var log = Assert.Single(Registered().Logs);
        Assert.Null(log.End);
        await using var host = await StateHost.StartAsync(_store);

        await _time.PassUntilAsync(() => Registered().Logs.Count == 0);

        Assert.Single(await host.ListAsync());
    }

    [Fact]
    public async Task Nobody_ends_the_log_of_a_replica_that_lives_though_it_commits_nothing()
    {
        await using var host = await StateHost.StartAsync(_store);
        await using var other = await StateHost.StartAsync(_store);
        await host.CreateAsync(new Request("een"));
        await other.CreateAsync(new Request("twee"));

        await PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(2, Registered().Logs.Count);
        Assert.All(Registered().Logs, log => Assert.Null(log.End));
    }

    [Fact]
    public async Task After_an_outage_of_the_store_nobody_is_taken_for_gone()
    {
        await using var host = await StateHost.StartAsync(_store);
        await using var other = await StateHost.StartAsync(_store);
        await host.CreateAsync(new Request("een"));
        await other.CreateAsync(new Request("twee"));
        _store.OnTransact = _ => Fault.NotLanded;
        await PassAsync(TimeSpan.FromSeconds(35));
        _store.ReadFails = _ => true;
        await PassAsync(TimeSpan.FromMinutes(3));
        Assert.DoesNotContain(_store.Dump().Keys, key => key.EndsWith("/heartbeat", StringComparison.Ordinal));
        _store.ReadFails = _ => false;
        _store.OnTransact = _ => Fault.None;

        await PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(2, Registered().Logs.Count);
        Assert.All(Registered().Logs, log => Assert.Null(log.End));
    }

    [Fact]
    public async Task A_look_that_the_store_did_not_answer_begins_the_time_anew()
    {
        await using var host = await StateHost.StartAsync(_store);
        await using (var crashed = await StateHost.StartAsync(_store))
        {
            await crashed.CreateAsync(new Request("een"));
            await crashed.KillAsync();
        }

        var looks = 0;
        _store.ReadFails = keys => keys.Any(key => key.EndsWith("/heartbeat", StringComparison.Ordinal)) && ++looks % 3 == 0;
        await PassAsync(TimeSpan.FromMinutes(4));
        Assert.InRange(looks, 15, 25);
        Assert.Null(Assert.Single(Registered().Logs).End);
        _store.ReadFails = _ => false;

        await _time.PassUntilAsync(() => Registered().Logs.Count == 0);
    }

    [Fact]
    public void A_log_counts_as_gone_after_looks_for_its_whole_time_of_a_replica_that_did_not_sleep()
    {
        var missed = new MissedHeartbeats(new StateOptions(), _time);
        Assert.Empty(Note(missed, 0));
        Assert.Empty(Note(missed, 10));
        Assert.Empty(Note(missed, 10));
        // Slept: begins anew.
        Assert.Empty(Note(missed, 300));
        Assert.Empty(Note(missed, 10));
        Assert.Empty(Note(missed, 10));
        Assert.Equal(["log"], Note(missed, 10));
        // Seen once: begins anew.
        Assert.Empty(missed.Note([]));
        Assert.Empty(Note(missed, 10));
        Assert.Empty(Note(missed, 10));
        missed.Forget();
        Assert.Empty(Note(missed, 10));
        Assert.Empty(Note(missed, 10));
    }

    [Fact]
    public async Task A_replica_whose_log_was_ended_finds_out_and_goes_on_in_a_new_one_without_a_void()
    {
        await using var host = await StateHost.StartAsync(_store);
        await using var other = await StateHost.StartAsync(_store);
        await host.CreateAsync(new Request("een"));
        var log = host.Get<CurrentLog>().Log!;
        await other.TakeOverAsync();

        await _time.PassUntilAsync(() => log.IsLost);
        Assert.False(host.Get<Heartbeat>().BeatsFor(log.Id));
        var tried = false;
        _store.OnTransact = operations =>
        {
            tried |= operations.Any(o => o.Key == StateKeys.Entry(log.Id, 1));
            return Fault.None;
        };
        await host.CreateAsync(new Request("twee"));

        Assert.False(tried);
        Assert.Equal(2, (await host.ListAsync()).Count);
    }

    [Fact]
    public async Task A_replica_whose_last_number_is_gone_leaves_its_log_and_it_gets_ended()
    {
        await using var host = await StateHost.StartAsync(_store);
        await host.CreateAsync(new Request("een"));
        await host.FoldAsync();
        await host.CreateAsync(new Request("twee"));
        var log = host.Get<CurrentLog>().Log!;
        _store.Remove(StateKeys.Entry(log.Id, 1));

        await _time.PassUntilAsync(() => log.IsLost);
        await host.CreateAsync(new Request("drie"));
        Assert.NotEqual(log.Id, host.Get<CurrentLog>().Log!.Id);

        await _time.PassUntilAsync(() => Registered().Find(log.Id) is null);
        var drained = _store.Drained(log.Id)!;
        Assert.Equal(EntryKind.End, Entry.Read(_store.Dump()[StateKeys.Entry(log.Id, drained.Log.End!.Value)]).Kind);
    }

    [Fact]
    public async Task A_log_whose_last_number_is_gone_is_ended_though_its_replica_commits_nothing_more()
    {
        await using var host = await StateHost.StartAsync(_store);
        await host.CreateAsync(new Request("een"));
        await host.FoldAsync();
        await host.CreateAsync(new Request("twee"));
        var log = host.Get<CurrentLog>().Log!;
        _store.Remove(StateKeys.Entry(log.Id, 1));

        await _time.PassUntilAsync(() => log.IsLost);
        await PassAsync(TimeSpan.FromMinutes(3));

        Assert.Null(host.Get<CurrentLog>().Log);
        Assert.Empty(Registered().Logs);
        Assert.Equal(1, _store.Drained(log.Id)!.Log.End);
    }

    [Fact]
    public async Task A_look_at_a_log_that_rolled_meanwhile_touches_neither_it_nor_the_next()
    {
        // The probe of readiness asks for the registration too: not within this minute.
        await using var host = await StateHost.StartAsync(_store, null, ("LogEntries", "2"), ("ProbeInterval", "00:01:00"));
        using var lines = new TestLog();
        host.Get<ILoggerFactory>().AddProvider(lines);
        await host.CreateAsync(new Request("een"));
        var first = host.Get<CurrentLog>().Log!;
        var (asked, go) = (0, new TaskCompletionSource());
        // Only the watch asks for it now.
        _store.BeforeReadOf = keys => keys.Contains(StateKeys.Registration) && Interlocked.Increment(ref asked) == 1 ? go.Task : Task.CompletedTask;
        await _time.PassUntilAsync(() => Volatile.Read(ref asked) >= 1);
        await host.CreateAsync(new Request("twee"));
        await _time.PassUntilAsync(() => host.Get<CurrentLog>().Log is { } log && log != first);
        await host.CreateAsync(new Request("drie"));
        var second = host.Get<CurrentLog>().Log!;
        Assert.Equal(second.Id, host.Get<Landings>().Current?.Log.Id);

        var looked = false;
        _store.BeforeReadOf = keys =>
        {
            looked |= keys.Contains(StateKeys.Entry(second.Id, 0));
            return Task.CompletedTask;
        };
        go.SetResult();
        await _time.PassUntilAsync(() => looked);

        Assert.False(first.IsLost);
        Assert.Equal(second.Id, host.Get<Landings>().Current?.Log.Id);
        Assert.DoesNotContain(lines.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_log_that_is_left_late_is_not_taken_for_the_current_one()
    {
        await using var host = await StateHost.StartAsync(_store, null, ("LogEntries", "1"));
        await host.CreateAsync(new Request("een"));
        var first = Registered().Logs[0].Id;
        await host.CreateAsync(new Request("twee"));
        var landings = host.Get<Landings>();
        landings.Landed(new RegisteredLog("00000000000000000000000000000009", "other", 1, ["index"]), 0, new Entry(1, EntryKind.Void, "other"));

        landings.Ended(first);

        Assert.Equal("00000000000000000000000000000009", landings.Current?.Log.Id);
    }

    [Fact]
    public async Task A_replica_whose_log_vanished_from_the_registration_leaves_it()
    {
        await using var host = await StateHost.StartAsync(_store);
        await host.CreateAsync(new Request("een"));
        var log = host.Get<CurrentLog>().Log!;
        _store.Write(StateKeys.Registration, JsonSerializer.Serialize(Registered().Without(log.Id), StateJson.Platform.Registration));

        await _time.PassUntilAsync(() => log.IsLost);
        await host.CreateAsync(new Request("twee"));

        Assert.Equal([host.Get<CurrentLog>().Log!.Id], Registered().Logs.Select(l => l.Id));
    }

    [Fact]
    public async Task A_log_left_after_a_fault_of_our_own_does_not_stay_registered()
    {
        await using var host = await StateHost.StartAsync(_store);
        await host.CreateAsync(new Request("een"));
        var log = host.Get<CurrentLog>().Log!;
        _store.Write(StateKeys.Entry(log.Id, 1), "not an entry");

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => host.CreateAsync(new Request("onbekend")));
        Assert.False(host.Get<Heartbeat>().BeatsFor(log.Id));
        await host.CreateAsync(new Request("twee"));
        _store.Remove(StateKeys.Entry(log.Id, 1));

        await _time.PassUntilAsync(() => Registered().Find(log.Id) is null);
        Assert.Equal(["een", "twee"], (await host.ListAsync()).Select(d => d.Data.Name).Order());
    }

    [Fact]
    public async Task Numbers_that_a_living_owner_writes_while_it_is_ended_are_not_taken_for_lost()
    {
        await using var host = await StateHost.StartAsync(_store);
        await using var other = await StateHost.StartAsync(_store);
        for (var i = 0; i < 5; i++)
        {
            await host.CreateAsync(new Request($"{i}"));
        }

        // A bulk get may read a number before it is written, and the next one after.
        var log = host.Get<CurrentLog>().Log!;
        var asked = 0;
        _store.Misses = key => key == StateKeys.Entry(log.Id, 2) && Interlocked.Increment(ref asked) <= 2;
        await other.TakeOverAsync();

        var drained = _store.Drained(log.Id)!;
        Assert.True(asked > 2);
        Assert.Null(drained.Log.Lost);
        Assert.Equal(5, drained.Log.End);
    }

    [Fact]
    public async Task Ended_logs_that_cannot_be_drained_keep_no_other_log_from_being_ended()
    {
        string[] stuck = [await _store.LeaveLogAsync(1), await _store.LeaveLogAsync(1), await _store.LeaveLogAsync(1)];
        var gone = await _store.LeaveLogAsync(1);
        _store.OnTransact = operations =>
            Array.Exists(stuck, log => operations.Any(o => o.Key == StateKeys.Progress(log, "index"))) ? Fault.NotLanded : Fault.None;
        await using var host = await StateHost.StartAsync(_store);
        foreach (var log in stuck)
        {
            await host.Get<Fence>().EndAsync(log, "index", TestContext.Current.CancellationToken);
        }

        await PassAsync(TimeSpan.FromMinutes(5));

        Assert.True(Registered().Find(gone) is null or { End: not null });
        Assert.All(stuck, log => Assert.NotNull(Registered().Find(log)));
        Assert.Equal(4, (await host.ListAsync()).Count);
    }


    private IReadOnlyList<string> Note(MissedHeartbeats missed, int seconds)
    {
        _time.Pass(TimeSpan.FromSeconds(seconds));
        return missed.Note(["log"]);
    }

    private Task PassAsync(TimeSpan time)
    {
        var until = _time.GetUtcNow() + time;
        return _time.PassUntilAsync(() => _time.GetUtcNow() >= until);
    }

    private Registration Registered() => JsonSerializer.Deserialize(_store.Dump()[StateKeys.Registration], StateJson.Platform.Registration)!;
}
