using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.Tests.Api;
using CommonGround.Platform.Tests.BuildingBlocks;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.State;

public sealed class RecoveryTests
{
    private readonly ManualTime _time = new();
    private readonly FaultyStore _store;

    public RecoveryTests() => _store = new FaultyStore(_time);

    [Fact]
    public async Task After_a_crash_lists_and_searches_are_complete_before_and_after_the_log_is_drained()
    {
        await using (var crashed = await StateHost.StartAsync(_store))
        {
            await Task.WhenAll(Enumerable.Range(0, 300).Select(i => crashed.CreateAsync(new Request($"{i}", i % 3 == 0 ? "drie" : null))));
            await crashed.KillAsync();
        }

        var before = _store.Dump();
        Assert.DoesNotContain(before.Keys, key => key.EndsWith("/root", StringComparison.Ordinal));
        await using var host = await StateHost.StartAsync(_store);
        Assert.Equal(300, (await host.ListAsync()).Count);
        Assert.Equal(100, (await host.SearchAsync("drie")).Count);

        await host.TakeOverAsync();
        Assert.Empty(Registered().Logs);

        Assert.Equal(300, (await host.ListAsync()).Count);
        Assert.Equal(100, (await host.SearchAsync("drie")).Count);
    }

    [Fact]
    public async Task A_drained_log_leaves_the_registration_for_a_document_of_its_own_that_the_chain_names()
    {
        await using (var crashed = await StateHost.StartAsync(_store))
        {
            await crashed.CreateAsync(new Request("een"));
            await crashed.KillAsync();
        }

        var log = Assert.Single(Registered().Logs).Id;
        await using var host = await StateHost.StartAsync(_store);
        await host.TakeOverAsync();
        Assert.Empty(Registered().Logs);

        var drained = _store.Drained(log)!;
        Assert.Equal(1, drained.Log.End);
        Assert.Equal(["index"], drained.Reached);
        Assert.Equal([log], JsonSerializer.Deserialize(_store.Dump()[StateKeys.DrainedList], StateJson.Platform.DrainedList)!.Logs);
        Assert.Equal(EntryKind.End, Entry.Read(_store.Dump()[StateKeys.Entry(log, 1)]).Kind);
    }

    [Fact]
    public async Task A_full_head_of_the_chain_of_drained_logs_becomes_a_page()
    {
        var full = new DrainedList(3, [.. Enumerable.Range(0, 256).Select(i => $"{i}")]);
        _store.Write(StateKeys.DrainedList, JsonSerializer.Serialize(full, StateJson.Platform.DrainedList));
        await using (var crashed = await StateHost.StartAsync(_store))
        {
            await crashed.CreateAsync(new Request("een"));
            await crashed.KillAsync();
        }

        await using var host = await StateHost.StartAsync(_store);
        await host.TakeOverAsync();
        Assert.Empty(Registered().Logs);

        var head = JsonSerializer.Deserialize(_store.Dump()[StateKeys.DrainedList], StateJson.Platform.DrainedList)!;
        Assert.Equal(4, head.Page);
        Assert.Single(head.Logs);
        Assert.Equal(256, JsonSerializer.Deserialize(_store.Dump()[StateKeys.DrainedListPage(3)], StateJson.Platform.DrainedList)!.Logs.Count);
    }

    [Fact]
    public async Task A_clean_stop_leaves_nothing_to_fold()
    {
        await using var host = await StateHost.StartAsync(_store);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => host.CreateAsync(new Request($"{i}"))));

        await host.StopAsync();

        var log = Assert.Single(Registered().Logs).Id;
        var progress = JsonSerializer.Deserialize(_store.Dump()[StateKeys.Progress(log, "index")], StateJson.Platform.Progress)!;
        Assert.DoesNotContain(StateKeys.Entry(log, progress.Next), _store.Dump().Keys);
        Assert.Contains(StateKeys.Entry(log, progress.Next - 1), _store.Dump().Keys);
    }

    [Fact]
    public async Task A_stop_while_the_store_is_silent_ends_and_tells_callers_what_is_known()
    {
        await using var host = await StateHost.StartAsync(_store);
        await host.CreateAsync(new Request("een"));
        _store.OnTransact = _ => Fault.Silent;
        var reached = new TaskCompletionSource();
        _store.BeforeTransact = _ =>
        {
            reached.TrySetResult();
            return Task.CompletedTask;
        };
        var sent = host.CreateAsync(new Request("twee"));
        await reached.Task;
        var queued = host.CreateAsync(new Request("drie"));

        var stop = host.StopAsync();
        await _time.PassUntilAsync(() => stop.IsCompleted);

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => sent);
        await Assert.ThrowsAsync<StateUnavailableException>(() => queued);
        await Assert.ThrowsAsync<StateUnavailableException>(() => host.CreateAsync(new Request("vier")));
    }

    [Fact]
    public async Task Numbers_that_the_store_lost_are_recorded_and_stepped_over()
    {
        await using (var crashed = await StateHost.StartAsync(_store))
        {
            for (var i = 0; i < 10; i++)
            {
                await crashed.CreateAsync(new Request($"{i}"));
            }

            await crashed.KillAsync();
        }

        var log = Assert.Single(Registered().Logs).Id;
        _store.Remove(StateKeys.Entry(log, 4));
        await using var host = await StateHost.StartAsync(_store);
        await host.TakeOverAsync();
        Assert.Empty(Registered().Logs);

        var drained = _store.Drained(log)!;
        Assert.Equal(10, drained.Log.End);
        Assert.Equal([4], drained.Log.Lost);
        Assert.Equal(9, (await host.ListAsync()).Count);
    }

    [Fact]
    public async Task Numbers_that_the_store_lost_are_recorded_by_a_replica_that_still_has_them_in_memory()
    {
        var log = await _store.LeaveLogAsync(10);
        await using var third = await StateHost.StartAsync(_store);
        await using (var host = await StateHost.StartAsync(_store))
        {
            Assert.Equal(10, (await host.ListAsync()).Count);
            _store.Remove(StateKeys.Entry(log, 4));
            await _store.EndOnlyAsync(host, log);
            Assert.Equal([4], Registered().Find(log)!.Lost);
            Assert.Equal(9, (await host.ListAsync()).Count);
            host.Cut();
        }

        _store.OnTransact = _ => Fault.None;
        await third.DrainAsync(log);

        Assert.Equal([4], _store.Drained(log)!.Log.Lost);
        Assert.Equal(10, _store.ProgressOf(log, "index").Next);
        Assert.Equal(9, (await third.ListAsync()).Count);
    }

    [Fact]
    public async Task A_number_that_the_store_loses_after_the_end_is_not_taken_for_the_end()
    {
        var log = await _store.LeaveLogAsync(5);
        await using var host = await StateHost.StartAsync(_store);
        using var lines = new TestLog();
        host.Get<ILoggerFactory>().AddProvider(lines);
        await _store.EndOnlyAsync(host, log);
        _store.Remove(StateKeys.Entry(log, 2));
        _store.OnTransact = _ => Fault.None;

        await Assert.ThrowsAsync<StateStoreException>(() => host.DrainAsync(log));

        Assert.Equal(2, _store.ProgressOf(log, "index").Next);
        Assert.NotNull(Registered().Find(log));
        Assert.Contains(lines.Lines, line => line.StartsWith($"Critical: The state store lost number 2 of log {log}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_log_with_a_newer_entry_format_is_left_to_a_newer_replica()
    {
        var until = _time.GetUtcNow() + TimeSpan.FromMinutes(2);
        var log = new RegisteredLog("00000000000000000000000000000009", "other", Entry.NewestFormat + 1, ["index"]);
        _store.Write(StateKeys.Registration, JsonSerializer.Serialize(new Registration([1], [log]), StateJson.Platform.Registration));
        _store.Write(StateKeys.Progress(log.Id, "index"), Progress.Start.Write());
        _store.Write(StateKeys.Entry(log.Id, 0), new Entry(Entry.NewestFormat + 1, EntryKind.Entry, "other").Write());
        await using var host = await StateHost.StartAsync(_store);

        await host.CreateAsync(new Request("een"));
        await _time.PassUntilAsync(() => _time.GetUtcNow() > until);

        Assert.Null(Registered().Find(log.Id)!.End);
        await Assert.ThrowsAsync<StateUnavailableException>(() => host.ListAsync());
    }

    private Registration Registered() =>
        _store.Dump().TryGetValue(StateKeys.Registration, out var json)
            ? JsonSerializer.Deserialize(json, StateJson.Platform.Registration)!
            : Registration.Empty;
}
