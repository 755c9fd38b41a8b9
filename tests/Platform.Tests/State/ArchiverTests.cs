using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Consuming;

namespace CommonGround.Platform.Tests.State;

/// <summary>However archivers stop and meet, a log is archived once, and left alone after that (commit-log 11).</summary>
public sealed class ArchiverTests
{
    private readonly ShiftedTime _time = new();
    private readonly FaultyStore _store;

    public ArchiverTests() => _store = new FaultyStore(_time);

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
            await first.ArchiveAsync();
        }

        Assert.Equal(255, _store.Drained(log)!.Deleting);
        _store.OnTransact = _ => Fault.None;
        await using var without = await StateHost.StartAsync(_store);
        var left = await without.Get<EndedLogs>().FindAsync("proef", TestContext.Current.CancellationToken);
        Assert.Empty(left.Logs);

        await without.ArchiveAsync();

        Assert.Equal([StateKeys.Entry(log, 599), StateKeys.Entry(log, 600)], _store.KeysOf(log));
        Assert.True(_store.Drained(log)!.IsArchived);
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
            await first.ArchiveAsync();
            Assert.Equal(step == 4 && fault == (int)Fault.AnswerLost, _store.Drained(log)!.IsArchived);
        }

        await using var second = await StateHost.StartAsync(_store);
        await second.ArchiveAsync();
        _store.LandLate();
        await second.ArchiveAsync();

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
            await Task.WhenAll(one.ArchiveAsync(), two.ArchiveAsync());
        }

        Assert.Equal(2, _store.KeysOf(log).Count);
    }

    [Fact]
    public async Task Archived_logs_are_not_read_again()
    {
        var log = await LeaveDrainedAsync(3);
        await using var host = await StateHost.StartAsync(_store);
        await host.ArchiveAsync();
        await host.ArchiveAsync();
        var read = new List<string>();
        _store.AfterRead = keys =>
        {
            lock (read)
            {
                read.AddRange(keys);
            }

            return Task.CompletedTask;
        };

        await host.ArchiveAsync();

        Assert.DoesNotContain(StateKeys.Drained(log), read);
        Assert.Contains(StateKeys.DrainedList, read);
    }

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
}
