using CommonGround.Platform.State;
using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Tests.State;

/// <summary>Of a log that every consumer has taken two keys stay, a day after its end at the earliest (commit-log 11).</summary>
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
        await host.ArchiveAsync();

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

        await host.ArchiveAsync();

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
        await host.ArchiveAsync();

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
        await host.ArchiveAsync();
        Assert.Equal(8, _store.KeysOf(log).Count);

        consumer.IsDown = _ => false;
        Assert.True(await Assert.Single(host.Get<ConsumerLoops>().All).TryCatchUpAsync(TestContext.Current.CancellationToken));
        await host.ArchiveAsync();

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
            await host.ArchiveAsync();
            Assert.Equal(8, _store.KeysOf(log).Count);
        }

        await using var without = await StateHost.StartAsync(_store, null, ("RetiredConsumers:0", "proef"));
        await without.ArchiveAsync();

        Assert.Equal(2, _store.KeysOf(log).Count);
        Assert.Equal(["index"], _store.Drained(log)!.Reached);
    }

    [Fact]
    public async Task A_log_of_a_newer_format_is_left_to_a_newer_replica()
    {
        var log = new RegisteredLog("00000000000000000000000000000009", "other", Entry.NewestFormat + 1, ["index"]) { End = 3, EndedAt = _time.GetUtcNow() };
        Write(new DrainedLog(log, ["index"]));
        _store.Write(StateKeys.Entry(log.Id, 0), new Entry(Entry.NewestFormat + 1, EntryKind.Entry, "other").Write());
        await using var host = await StateHost.StartAsync(_store);
        _time.Pass(TimeSpan.FromDays(2));

        await host.ArchiveAsync();

        Assert.Single(_store.KeysOf(log.Id));
    }

    private void Write(DrainedLog log)
    {
        _store.WriteDrained(log);
        _store.Write(StateKeys.DrainedList, $$"""{"page":0,"logs":["{{log.Log.Id}}"]}""");
    }
}
