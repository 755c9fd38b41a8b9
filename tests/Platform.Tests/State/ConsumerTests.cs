using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Start;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Indexing;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Tests.State;

public sealed class ConsumerTests
{
    private readonly FaultyStore _store = new();
    private readonly TestConsumer _consumer = new("proef");

    [Fact]
    public async Task Registering_creates_the_progress_of_every_consumer_and_names_it_in_one_transaction()
    {
        var keys = new List<string>();
        _store.OnTransact = operations =>
        {
            if (operations.Any(o => o.Key == StateKeys.Registration))
            {
                keys.AddRange(operations.Select(o => o.Key));
            }

            return Fault.None;
        };
        await using var host = await StateHost.StartAsync(_store, [_consumer]);

        await host.CreateAsync(new Request("een"));

        var log = Assert.Single(_store.Registered().Logs);
        Assert.Equal(["index", "proef"], log.Consumers);
        Assert.Contains(StateKeys.Progress(log.Id, "index"), keys);
        Assert.Contains(StateKeys.Progress(log.Id, "proef"), keys);
    }

    [Fact]
    public async Task A_consumer_takes_what_lands_at_once_in_order_and_once()
    {
        await using var host = await StateHost.StartAsync(_store, [_consumer]);
        for (var i = 0; i < 20; i++)
        {
            await host.CreateAsync(new Request($"{i}"));
        }

        await Eventually.TrueAsync(() => _consumer.Seen.Count >= 20);

        var log = Assert.Single(_store.Registered().Logs).Id;
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (log, (long)i)), _consumer.Seen);
        await Eventually.TrueAsync(() => _store.ProgressOf(log, "proef") == new Progress(20, 0));
        Assert.Equal(Progress.Start, _store.ProgressOf(log, "index"));
    }

    [Fact]
    public async Task One_that_is_down_stops_only_its_own_progress_and_goes_on_where_it_stood()
    {
        var down = new TestConsumer("stuk") { IsDown = _ => true };
        await using var host = await StateHost.StartAsync(_store, [down, _consumer]);
        for (var i = 0; i < 20; i++)
        {
            await host.CreateAsync(new Request($"{i}"));
        }

        await Eventually.TrueAsync(() => _consumer.Seen.Count >= 20);
        await host.FoldAsync();
        var log = Assert.Single(_store.Registered().Logs).Id;
        Assert.Equal(20, _store.ProgressOf(log, "index").Next);
        Assert.Equal(Progress.Start, _store.ProgressOf(log, "stuk"));

        down.IsDown = _ => false;
        await Eventually.TrueAsync(() => down.Seen.Count >= 20);

        Assert.Equal(Enumerable.Range(0, 20).Select(i => (log, (long)i)), down.Seen);
    }

    [Fact]
    public async Task A_log_that_it_can_do_nothing_in_does_not_stop_the_others()
    {
        var stuck = await _store.LeaveLogAsync(3, new TestConsumer("proef") { IsDown = _ => true });
        var other = await _store.LeaveLogAsync(4, new TestConsumer("proef") { IsDown = _ => true });
        _consumer.IsDown = log => log.Id == stuck;
        await using var host = await StateHost.StartAsync(_store, [_consumer]);
        await host.DrainAsync(stuck);
        await host.DrainAsync(other);
        await host.CreateAsync(new Request("eigen"));

        Assert.False(await Assert.Single(host.Get<ConsumerLoops>().All).TryCatchUpAsync(Cancel));

        var own = Assert.Single(_store.Registered().Logs).Id;
        Assert.Equal([0, 1, 2, 3], _store.NumbersSeen(_consumer, other));
        Assert.Equal([0], _store.NumbersSeen(_consumer, own));
    }

    [Fact]
    public async Task Later_logs_of_a_replica_wait_for_its_earlier_ones()
    {
        await using var host = await StateHost.StartAsync(_store, [_consumer]);
        await using var other = await StateHost.StartAsync(_store);
        _consumer.IsDown = _ => true;
        await host.CreateAsync(new Request("een"));
        var first = Assert.Single(_store.Registered().Logs).Id;
        await other.Get<Fence>().EndAsync(first, IndexConsumer.Name, Cancel);
        await host.CreateAsync(new Request("twee"));
        var second = Assert.Single(_store.Registered().Logs, l => l.Id != first).Id;
        _consumer.IsDown = log => log.Id == first;
        var loop = Assert.Single(host.Get<ConsumerLoops>().All);

        Assert.False(await loop.TryCatchUpAsync(Cancel));
        Assert.Empty(_consumer.Seen);

        _consumer.IsDown = _ => false;
        Assert.True(await loop.TryCatchUpAsync(Cancel));
        Assert.Equal([(first, 0L), (second, 0L)], _consumer.Seen.Distinct());
    }

    [Fact]
    public async Task Later_logs_of_a_replica_wait_for_an_earlier_one_that_has_no_end_yet()
    {
        await using var host = await StateHost.StartAsync(_store, [_consumer]);
        await using var other = await StateHost.StartAsync(_store);
        _consumer.IsDown = _ => true;
        await host.CreateAsync(new Request("een"));
        var first = host.Get<CurrentLog>().Log!;
        first.Lose();
        await host.CreateAsync(new Request("twee"));
        var second = host.Get<CurrentLog>().Log!.Id;
        Assert.Equal([first.Id, second], _store.Registered().Logs.Select(l => l.Id));
        _consumer.IsDown = log => log.Id == first.Id;
        var loop = Assert.Single(host.Get<ConsumerLoops>().All);

        Assert.False(await loop.TryCatchUpAsync(Cancel));
        Assert.Empty(_consumer.Seen);

        await other.Get<Fence>().EndAsync(first.Id, IndexConsumer.Name, Cancel);
        _consumer.IsDown = _ => false;
        Assert.True(await loop.TryCatchUpAsync(Cancel));
        Assert.Equal([(first.Id, 0L), (second, 0L)], _consumer.Seen.Distinct());
    }

    [Fact]
    public async Task A_drained_log_is_found_by_a_consumer_that_was_behind_and_says_then_that_it_reached_the_end()
    {
        _consumer.IsDown = _ => true;
        var log = await _store.LeaveLogAsync(10, _consumer);
        await using var host = await StateHost.StartAsync(_store, [_consumer]);
        await host.DrainAsync(log);
        Assert.Equal(["index"], _store.Drained(log)!.Reached);

        _consumer.IsDown = _ => false;
        Assert.True(await Assert.Single(host.Get<ConsumerLoops>().All).TryCatchUpAsync(Cancel));

        Assert.Equal(Enumerable.Range(0, 10).Select(i => (long)i), _store.NumbersSeen(_consumer, log));
        Assert.Equal(["index", "proef"], _store.Drained(log)!.Reached);
    }

    [Fact]
    public async Task A_consumer_that_is_behind_finds_its_logs_on_the_full_pages_of_the_chain_too()
    {
        _consumer.IsDown = _ => true;
        var full = new DrainedList(0, [.. Enumerable.Range(0, 255).Select(i => $"{i}")]);
        _store.Write(StateKeys.DrainedList, JsonSerializer.Serialize(full, StateJson.Platform.DrainedList));
        foreach (var gone in full.Logs)
        {
            var archived = new DrainedLog(new RegisteredLog(gone, "other", 1, ["index", "proef"]) { End = 0 }, []) { IsArchived = true };
            _store.WriteDrained(archived);
        }

        string[] logs = [await _store.LeaveLogAsync(1, _consumer), await _store.LeaveLogAsync(2, _consumer)];
        await using var host = await StateHost.StartAsync(_store, [_consumer]);
        await host.DrainAsync(logs[0]);
        await host.DrainAsync(logs[1]);
        Assert.Contains(StateKeys.DrainedListPage(0), _store.Dump().Keys);

        _consumer.IsDown = _ => false;
        Assert.True(await Assert.Single(host.Get<ConsumerLoops>().All).TryCatchUpAsync(Cancel));

        Assert.Equal([1, 2], logs.Select(log => _store.NumbersSeen(_consumer, log).Count));
    }

    [Fact]
    public async Task A_replica_without_a_consumer_drains_what_it_knows_and_leaves_the_rest()
    {
        _consumer.IsDown = _ => true;
        var log = await _store.LeaveLogAsync(5, _consumer);
        await using (var without = await StateHost.StartAsync(_store))
        {
            await without.DrainAsync(log);
            Assert.Equal(5, (await without.ListAsync()).Count);
        }

        Assert.Equal(["index"], _store.Drained(log)!.Reached);
        Assert.Equal(Progress.Start, _store.ProgressOf(log, "proef"));
        _consumer.IsDown = _ => false;
        await using var with = await StateHost.StartAsync(_store, [_consumer]);
        Assert.True(await Assert.Single(with.Get<ConsumerLoops>().All).TryCatchUpAsync(Cancel));

        Assert.Equal(["index", "proef"], _store.Drained(log)!.Reached);
    }

    [Fact]
    public async Task Progress_that_lands_late_does_not_go_back()
    {
        var log = await _store.LeaveLogAsync(5, new TestConsumer("proef") { IsDown = _ => true });
        var registered = _store.Registered().Find(log)!;
        await using var host = await StateHost.StartAsync(_store);
        var consumer = new TestConsumer("proef") { Writes = false };
        _store.FailNext(Fault.LandsLate, IsProgress);

        await host.Get<Follower>().FollowAsync(consumer, registered, 5, Cancel);

        Assert.Equal([false], _store.LandLate());
        Assert.Equal(new Progress(5, 0), _store.ProgressOf(log, "proef"));
        Assert.Equal([0, 1, 2, 3, 4, 0, 1, 2, 3, 4], consumer.Seen.Select(s => s.Number));
    }

    [Fact]
    public async Task Consumers_step_over_numbers_that_the_store_lost()
    {
        var log = await _store.LeaveLogAsync(10, new TestConsumer("proef") { IsDown = _ => true });
        _store.Remove(StateKeys.Entry(log, 4));
        await using var host = await StateHost.StartAsync(_store, [_consumer]);

        await host.DrainAsync(log);
        Assert.True(await Assert.Single(host.Get<ConsumerLoops>().All).TryCatchUpAsync(Cancel));

        Assert.Equal([4], _store.Drained(log)!.Log.Lost);
        Assert.Equal([0, 1, 2, 3, 5, 6, 7, 8, 9], _store.NumbersSeen(_consumer, log));
        Assert.Equal(10, _store.ProgressOf(log, "proef").Next);
        Assert.Equal(9, (await host.ListAsync()).Count);
    }

    [Fact]
    public async Task A_consumer_that_is_there_and_named_as_retired_refuses_the_start()
    {
        var refused = await Assert.ThrowsAsync<StartupRefusedException>(
            () => StateHost.StartAsync(_store, [_consumer], null, ("RetiredConsumers:0", "proef")));

        Assert.Equal("State:RetiredConsumers names 'proef', which this component has: take it out of the setting.", refused.Message);
    }

    [Fact]
    public async Task Two_consumers_of_one_name_refuse_the_start() =>
        await Assert.ThrowsAsync<StartupRefusedException>(() => StateHost.StartAsync(_store, [_consumer, new TestConsumer("proef")]));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static bool IsProgress(IReadOnlyList<StateOperation> operations) =>
        operations.Any(o => o.Key.EndsWith("/progress/proef", StringComparison.Ordinal));
}
