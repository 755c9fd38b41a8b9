using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Tests.State;

public sealed class ArchiveTests
{
    private readonly ShiftedTime _time = new();
    private readonly FaultyStore _store;

    public ArchiveTests() => _store = new FaultyStore(_time);

    [Fact]
    public async Task Two_keys_stay_of_a_log_besides_its_drained_document()
    {
        var log = await _store.LeaveLogAsync(600);
        await using var host = await StateHost.StartAsync(_store);
        await host.DrainAsync(log);
        Assert.Equal(602, _store.KeysOf(log).Count);

        _time.Pass(TimeSpan.FromDays(1));
        await ArchiveAsync(host);

        Assert.Equal([StateKeys.Entry(log, 599), StateKeys.Entry(log, 600)], _store.KeysOf(log));
        var last = Entry.Read(_store.Dump()[StateKeys.Entry(log, 599)]);
        Assert.Equal(EntryKind.Entry, last.Kind);
        Assert.Single(last.Requests);
        Assert.Empty(last.Touched);
        Assert.Equal(EntryKind.End, Entry.Read(_store.Dump()[StateKeys.Entry(log, 600)]).Kind);
        Assert.True(_store.Drained(log)!.IsArchived);
        Assert.Null(_store.Drained(log)!.Deleting);
        Assert.Equal(600, (await host.ListAsync()).Count);
        Assert.Equal(600, (await host.SearchAsync("bsn")).Count);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    public async Task A_short_log_is_archived_too(int entries, int keys)
    {
        var log = new RegisteredLog("00000000000000000000000000000009", "other", 1, ["index"]) { End = entries, EndedAt = _time.GetUtcNow() };
        Write(new DrainedLog(log, ["index"]));
        var (chain, before) = (new LogChain(new TestKeys()), LogChain.Nothing);
        for (var number = 0; number <= entries; number++)
        {
            var kind = number == entries ? EntryKind.End : EntryKind.Void;
            (var written, var stored) = chain.Close(new Entry(1, kind, "other"), log.Id, number, before);
            _store.Write(StateKeys.Entry(log.Id, number), stored);
            before = written.Mac!;
        }

        _store.Write(StateKeys.Progress(log.Id, "index"), new Progress(entries, 0).Write());
        _time.Pass(TimeSpan.FromDays(1));
        await using var host = await StateHost.StartAsync(_store);

        await ArchiveAsync(host);

        Assert.True(_store.Drained(log.Id)!.IsArchived);
        Assert.Equal(keys, _store.KeysOf(log.Id).Count);
    }

    [Fact]
    public async Task Nothing_goes_within_a_day_of_the_end()
    {
        var log = await _store.LeaveLogAsync(5);
        await using var host = await StateHost.StartAsync(_store);
        await host.DrainAsync(log);
        var keys = _store.KeysOf(log);

        _time.Pass(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        await ArchiveAsync(host);

        Assert.Equal(keys, _store.KeysOf(log));
        Assert.False(_store.Drained(log)!.IsArchived);
    }

    [Fact]
    public async Task Nothing_goes_before_every_consumer_that_the_log_names_has_reached_the_end()
    {
        var consumer = new TestConsumer("proef") { IsDown = _ => true };
        var log = await _store.LeaveLogAsync(5, consumer);
        await using var host = await StateHost.StartAsync(_store, [consumer]);
        await host.DrainAsync(log);
        _time.Pass(TimeSpan.FromDays(3));
        await ArchiveAsync(host);
        Assert.Equal(8, _store.KeysOf(log).Count);

        consumer.IsDown = _ => false;
        Assert.True(await Assert.Single(host.Get<ConsumerLoops>().All).TryCatchUpAsync(TestContext.Current.CancellationToken));
        await ArchiveAsync(host);

        Assert.Equal(2, _store.KeysOf(log).Count);
        Assert.Equal([0, 1, 2, 3, 4], _store.NumbersSeen(consumer, log));
    }

    [Fact]
    public async Task A_retired_consumer_counts_as_having_reached_the_end()
    {
        var log = await _store.LeaveLogAsync(5, new TestConsumer("proef") { IsDown = _ => true });
        await using (var host = await StateHost.StartAsync(_store))
        {
            await host.DrainAsync(log);
            _time.Pass(TimeSpan.FromDays(1));
            await ArchiveAsync(host);
            Assert.Equal(8, _store.KeysOf(log).Count);
        }

        await using var without = await StateHost.StartAsync(_store, null, ("RetiredConsumers:0", "proef"));
        await ArchiveAsync(without);

        Assert.Equal(2, _store.KeysOf(log).Count);
        Assert.Equal(["index"], _store.Drained(log)!.Reached);
    }

    [Fact]
    public async Task A_deletion_that_has_begun_is_done_to_the_end_by_a_replica_that_would_not_have_begun_it()
    {
        var log = await _store.LeaveLogAsync(600, new TestConsumer("proef") { IsDown = _ => true });
        await using (var first = await StateHost.StartAsync(_store, null, ("RetiredConsumers:0", "proef")))
        {
            await first.DrainAsync(log);
            _time.Pass(TimeSpan.FromDays(1));
            var steps = 0;
            _store.OnTransact = operations => operations.Any(o => o.Key == StateKeys.Drained(log)) && steps++ >= 2 ? Fault.NotLanded : Fault.None;
            await ArchiveAsync(first);
        }

        Assert.Equal(255, _store.Drained(log)!.Deleting);
        _store.OnTransact = _ => Fault.None;
        await using var without = await StateHost.StartAsync(_store);
        var left = await without.Get<EndedLogs>().FindAsync("proef", TestContext.Current.CancellationToken);
        Assert.Empty(left.Logs);

        await ArchiveAsync(without);

        Assert.Equal([StateKeys.Entry(log, 599), StateKeys.Entry(log, 600)], _store.KeysOf(log));
        Assert.True(_store.Drained(log)!.IsArchived);
    }

    [Fact]
    public async Task A_log_of_a_newer_format_is_left_to_a_newer_replica()
    {
        var log = new RegisteredLog("00000000000000000000000000000009", "other", Entry.NewestFormat + 1, ["index"]) { End = 3, EndedAt = _time.GetUtcNow() };
        Write(new DrainedLog(log, ["index"]));
        _store.Write(StateKeys.Entry(log.Id, 0), new Entry(Entry.NewestFormat + 1, EntryKind.Entry, "other").Write());
        await using var host = await StateHost.StartAsync(_store);
        _time.Pass(TimeSpan.FromDays(2));

        await ArchiveAsync(host);

        Assert.Single(_store.KeysOf(log.Id));
    }

    public static TheoryData<int, int> Interruptions { get; } =
    [
        .. from step in Enumerable.Range(0, 5)
           from fault in (Fault[])[Fault.AnswerLost, Fault.NotLanded, Fault.LandsLate]
           select new TheoryDataRow<int, int>(step, (int)fault),
    ];

    [Theory]
    [MemberData(nameof(Interruptions))]
    public async Task An_archiver_that_stops_anywhere_is_followed_by_another(int step, int fault)
    {
        var log = await LeaveDrainedAsync(600);
        var steps = 0;
        _store.OnTransact = operations =>
        {
            CheckMarked(log, operations);
            return operations.Any(o => o.Key == StateKeys.Drained(log)) && steps++ == step ? (Fault)fault : Fault.None;
        };
        await using (var first = await StateHost.StartAsync(_store))
        {
            await ArchiveAsync(first);
            Assert.Equal(step == 4 && fault == (int)Fault.AnswerLost, _store.Drained(log)!.IsArchived);
        }

        await using var second = await StateHost.StartAsync(_store);
        await ArchiveAsync(second);
        _store.LandLate();
        await ArchiveAsync(second);

        Assert.Equal(2, _store.KeysOf(log).Count);
        Assert.True(_store.Drained(log)!.IsArchived);
    }

    [Fact]
    public async Task Two_archivers_at_once_do_it_once()
    {
        var log = await LeaveDrainedAsync(2000);
        _store.OnTransact = operations =>
        {
            CheckMarked(log, operations);
            return Fault.None;
        };
        await using var one = await StateHost.StartAsync(_store);
        await using var two = await StateHost.StartAsync(_store);

        for (var tries = 0; tries < 100 && !_store.Drained(log)!.IsArchived; tries++)
        {
            await Task.WhenAll(ArchiveAsync(one), ArchiveAsync(two));
        }

        Assert.Equal(2, _store.KeysOf(log).Count);
    }

    [Fact]
    public async Task Archived_logs_are_not_read_again()
    {
        var log = await LeaveDrainedAsync(3);
        await using var host = await StateHost.StartAsync(_store);
        await ArchiveAsync(host);
        await ArchiveAsync(host);
        var read = new List<string>();
        _store.AfterRead = keys =>
        {
            lock (read)
            {
                read.AddRange(keys);
            }

            return Task.CompletedTask;
        };

        await ArchiveAsync(host);

        Assert.DoesNotContain(StateKeys.Drained(log), read);
        Assert.Contains(StateKeys.DrainedList, read);
    }

    private static Task ArchiveAsync(StateHost host) => host.Get<Archiver>().ArchiveAsync(TestContext.Current.CancellationToken);

    private async Task<string> LeaveDrainedAsync(int entries)
    {
        var log = await _store.LeaveLogAsync(entries);
        await using (var host = await StateHost.StartAsync(_store))
        {
            await host.DrainAsync(log);
        }

        _time.Pass(TimeSpan.FromDays(1));
        return log;
    }

    // "Deleting" stands in the store before anything is deleted.
    private void CheckMarked(string log, IReadOnlyList<StateOperation> operations)
    {
        if (operations.Any(o => o.Value is null && o.Key.StartsWith($"_/{log}/", StringComparison.Ordinal)))
        {
            Assert.True(_store.Drained(log) is { Deleting: not null } or { IsArchived: true });
        }
    }

    private void Write(DrainedLog log)
    {
        _store.WriteDrained(log);
        _store.Write(StateKeys.DrainedList, $$"""{"page":0,"logs":["{{log.Log.Id}}"]}""");
    }
}
