using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Tests.State;

/// <summary>The lines of a drained log go to blocks per owner before a number goes, and lose nothing on the way (commit-log 11, 16).</summary>
public sealed class BlockTests
{
    private const string Log = "0123456789A";

    private static readonly Oin[] Owners = [Tenants.One, Tenants.Two, Oin.Organization];
    private static readonly LineKind[] Kinds = [LineKind.Processing, LineKind.Audit];

    private readonly ShiftedTime _time = new();
    private readonly FaultyStore _store;

    public BlockTests() => _store = new FaultyStore(_time);

    [Fact]
    public async Task Each_owner_has_a_block_per_1_024_numbers_with_its_lines_of_both_logs()
    {
        Leave(2500, Some);
        var before = Everything(_store.LinesInEntries);
        await using var host = await StateHost.StartAsync(_store);

        await host.ArchiveAsync();

        Assert.Equal([StateKeys.Entry(Log, 2499), StateKeys.Entry(Log, 2500)], _store.KeysOf(Log));
        Assert.Equal([Key(Tenants.One, "0"), Key(Tenants.One, "1"), Key(Tenants.One, "2")], _store.BlocksOf(Tenants.One, Log));
        // One of them is in the last number, which loses its lines.
        Assert.Equal([Key(Oin.Organization, "0"), Key(Oin.Organization, "2")], _store.BlocksOf(Oin.Organization, Log));
        Assert.Equal(before, Everything(_store.LinesOf));
        await Assert.AllAsync(Owners, async owner => Assert.Null(await host.CheckAsync(_store, Log, owner)));
        var archive = _store.Drained(Log)!.Archive!;
        Assert.Equal((2500, 3, 2500, 2500), (archive.Next, archive.Find(Tenants.One.ToString())!.Blocks, archive.Find(Tenants.One.ToString())!.Processing, archive.Find(Tenants.One.ToString())!.Audit));
        Assert.Equal(before.Count, archive.Owners.Sum(o => o.Processing + o.Audit));
    }

    [Fact]
    public async Task The_end_stays_chained_to_what_is_left_of_the_last_number()
    {
        Leave(3, Some);
        await using var host = await StateHost.StartAsync(_store);

        await host.ArchiveAsync();

        var last = Entry.Read(_store.Dump()[StateKeys.Entry(Log, 2)]);
        Assert.Empty(last.Lines);
        Assert.Equal(["2"], last.Requests);
        Assert.True(new LogChain(new TestKeys()).Holds(_store.Dump()[StateKeys.Entry(Log, 3)], Log, 3, last.Mac!));
        Assert.Equal(Entry.Read(_store.Dump()[StateKeys.Entry(Log, 3)]).Mac, _store.Drained(Log)!.Archive!.End);
    }

    [Fact]
    public async Task Past_a_mebibyte_of_one_owner_blocks_go_on_in_further_parts()
    {
        Leave(40, number => [Line(Tenants.One, LineKind.Processing, number, 100_000), .. number is 3 or 15 ? [Line(Tenants.Two, LineKind.Audit, number)] : (EntryLine[])[]]);
        var before = Everything(_store.LinesInEntries);
        await using var host = await StateHost.StartAsync(_store);

        await host.ArchiveAsync();

        Assert.Equal([Key(Tenants.One, "0"), Key(Tenants.One, "0.1"), Key(Tenants.One, "0.2"), Key(Tenants.One, "0.3")], _store.BlocksOf(Tenants.One, Log));
        Assert.Equal([Key(Tenants.Two, "0"), Key(Tenants.Two, "0.1")], _store.BlocksOf(Tenants.Two, Log));
        Assert.Equal([10, 20, 30], _store.Drained(Log)!.Archive!.Splits);
        Assert.All(_store.BlocksOf(Tenants.One, Log), key => Assert.InRange(SentSize.Of(StateOperation.Create(key, _store.Dump()[key])), 900_000, 1024 * 1024));
        Assert.Equal(before, Everything(_store.LinesOf));
        await Assert.AllAsync(Owners, async owner => Assert.Null(await host.CheckAsync(_store, Log, owner)));
    }

    [Fact]
    public async Task Blocks_of_many_owners_go_in_transactions_that_the_store_takes()
    {
        var owners = Enumerable.Range(0, 355).Select(i => Oin.Parse($"00000099{i:000000000000}")).ToList();
        Leave(355, number => [Line(owners[(int)number], LineKind.Processing, number, 3000)]);
        var sent = new List<int>();
        _store.OnTransact = operations =>
        {
            sent.Add(operations.Sum(SentSize.Of));
            Assert.InRange(operations.Count(o => o.Key.Contains("/_log/", StringComparison.Ordinal)), 0, 100);
            return Fault.None;
        };
        await using var host = await StateHost.StartAsync(_store, null, ("GroupOperations", "100"), ("GroupBytes", "400000"));

        await host.ArchiveAsync();

        Assert.All(owners, owner => Assert.Single(_store.LinesOf(owner, Log, LineKind.Processing)));
        Assert.InRange(sent.Max(), 300_000, 400_000);
        await Assert.AllAsync(owners, async owner => Assert.Null(await host.CheckAsync(_store, Log, owner)));
    }

    public static TheoryData<int, int> Interruptions { get; } =
    [
        .. from step in Enumerable.Range(0, 9)
           from fault in (Fault[])[Fault.AnswerLost, Fault.NotLanded, Fault.LandsLate]
           select new TheoryDataRow<int, int>(step, (int)fault),
    ];

    // The second has other limits and another key, so that its transactions and HMACs are others.
    [Theory]
    [MemberData(nameof(Interruptions))]
    public async Task An_archiver_that_stops_anywhere_is_followed_by_another_with_a_newer_key(int step, int fault)
    {
        Leave(600, number => [.. Some(number), Line(Tenants.One, LineKind.Processing, number, number < 30 ? 60_000 : 100)]);
        var before = Everything(_store.LinesInEntries);
        var steps = 0;
        _store.OnTransact = operations =>
        {
            CheckDeletions(operations);
            return operations.Any(o => o.Key == StateKeys.Drained(Log)) && steps++ == step ? (Fault)fault : Fault.None;
        };
        await using (var first = await StateHost.StartAsync(_store, null, ("GroupBytes", "80000")))
        {
            await first.ArchiveAsync();
        }

        await using var second = await StateHost.StartAsync(_store, new TestKeys(1, 2));
        await second.ArchiveAsync();
        _store.LandLate();
        await second.ArchiveAsync();

        Assert.True(steps > step);
        Assert.True(_store.Drained(Log)!.IsArchived);
        Assert.Equal(2, _store.KeysOf(Log).Count);
        Assert.Equal(before, Everything(_store.LinesOf));
        await Assert.AllAsync(Owners, async owner => Assert.Null(await second.CheckAsync(_store, Log, owner)));
    }

    [Fact]
    public async Task Two_archivers_at_once_write_each_line_once()
    {
        Leave(3000, Some);
        var before = Everything(_store.LinesInEntries);
        _store.OnTransact = operations =>
        {
            CheckDeletions(operations);
            return Fault.None;
        };
        await using var one = await StateHost.StartAsync(_store, null, ("GroupOperations", "4"));
        await using var two = await StateHost.StartAsync(_store, new TestKeys(1, 2));

        for (var tries = 0; tries < 100 && !_store.Drained(Log)!.IsArchived; tries++)
        {
            await Task.WhenAll(one.ArchiveAsync(), two.ArchiveAsync());
        }

        Assert.Equal(before, Everything(_store.LinesOf));
        await Assert.AllAsync(Owners, async owner => Assert.Null(await two.CheckAsync(_store, Log, owner)));
    }

    [Fact]
    public async Task A_log_in_which_something_was_altered_is_kept_as_it_is()
    {
        Leave(5, Some);
        await using var host = await StateHost.StartAsync(_store);
        string[] keys = [StateKeys.Entry(Log, 2), StateKeys.Entry(Log, 5), StateKeys.Drained(Log)];
        foreach (var key in keys)
        {
            var right = _store.Dump()[key];
            _store.Write(key, right.Replace("\"other\"", "\"anders\"", StringComparison.Ordinal));

            await host.ArchiveAsync();

            Assert.Equal(7, _store.KeysOf(Log).Count);
            Assert.Null(_store.Drained(Log)!.Archive);
            _store.Write(key, right);
        }

        var last = _store.Dump()[StateKeys.Entry(Log, 4)];
        _store.Remove(StateKeys.Entry(Log, 4));
        await host.ArchiveAsync();
        Assert.Null(_store.Drained(Log)!.Archive);

        _store.Write(StateKeys.Entry(Log, 4), last);
        await host.ArchiveAsync();
        Assert.True(_store.Drained(Log)!.IsArchived);
    }

    [Fact]
    public async Task A_block_that_someone_put_there_before_is_not_taken_over()
    {
        Leave(5, Some);
        var header = new BlockHeader(0, null, Entry.Read(_store.Dump()[StateKeys.Entry(Log, 5)]).Mac!, []);
        var other = new BlockSeal(new TestKeys()).Close(Tenants.Two, Log, header, kind => kind == LineKind.Audit ? [new BlockLine(0, 0, 0, "anders")] : []);
        _store.Write(Key(Tenants.Two, "0"), other.Write());
        await using var host = await StateHost.StartAsync(_store);

        await host.ArchiveAsync();

        Assert.Equal(7, _store.KeysOf(Log).Count);
        _store.Remove(Key(Tenants.Two, "0"));
        await host.ArchiveAsync();
        Assert.Equal(2, _store.KeysOf(Log).Count);
    }

    [Fact]
    public async Task One_log_that_cannot_be_archived_stops_no_other()
    {
        Leave(5, Some);
        _store.Remove(StateKeys.Entry(Log, 2));
        var other = await _store.LeaveLogAsync(3);
        await using var host = await StateHost.StartAsync(_store);
        await host.DrainAsync(other);
        _time.Pass(TimeSpan.FromDays(1));

        await host.ArchiveAsync();

        Assert.False(_store.Drained(Log)!.IsArchived);
        Assert.True(_store.Drained(other)!.IsArchived);
    }

    [Fact]
    public async Task A_number_that_the_store_lost_is_stepped_over()
    {
        _store.WriteDrainedLog(Log, 5, Some, 2);
        _time.Pass(TimeSpan.FromDays(1));
        await using var host = await StateHost.StartAsync(_store);

        await host.ArchiveAsync();

        Assert.Equal([0, 1, 3, 4], _store.LinesOf(Tenants.One, Log, LineKind.Processing).Select(l => l.Number));
        Assert.True(_store.Drained(Log)!.IsArchived);
    }

    [Fact]
    public async Task A_number_that_is_called_lost_by_who_removed_it_is_not()
    {
        Leave(5, Some);
        _store.Remove(StateKeys.Entry(Log, 2));
        _store.WriteDrained(_store.Drained(Log)! with { Log = _store.Drained(Log)!.Log with { Lost = [2] } });
        await using var host = await StateHost.StartAsync(_store);

        await host.ArchiveAsync();

        Assert.Null(_store.Drained(Log)!.Archive);
    }

    private static string Key(Oin owner, string place) => $"{owner}/_log/{Log}/{place}";

    private static EntryLine Line(Oin owner, LineKind kind, long number, int length = 40) =>
        new(kind, owner.ToString(), number, $"1.{number}{new string('x', length)}") { Subject = kind == LineKind.Processing ? $"1/{number}" : null };

    // Tenant One in each number, with both logs; Two in a third of them; the organization in the last.
    private static IReadOnlyList<EntryLine> Some(long number) =>
    [
        Line(Tenants.One, LineKind.Processing, number),
        .. number % 3 == 0 ? [Line(Tenants.Two, LineKind.Audit, number), Line(Tenants.Two, LineKind.Processing, number)] : (EntryLine[])[],
        Line(Tenants.One, LineKind.Audit, number),
        .. number is 2 or 599 or 2499 or 2999 ? [Line(Oin.Organization, LineKind.Audit, number)] : (EntryLine[])[],
    ];

    private static List<(Oin, LineKind, BlockLine)> Everything(Func<Oin, string, LineKind, IReadOnlyList<BlockLine>> read) =>
        [.. from owner in Owners from kind in Kinds from line in read(owner, Log, kind) select (owner, kind, line)];

    private void Leave(int entries, Func<long, IReadOnlyList<EntryLine>> lines)
    {
        _store.WriteDrainedLog(Log, entries, lines);
        _time.Pass(TimeSpan.FromDays(1));
    }

    // No number goes before all lines of the log are in blocks.
    private void CheckDeletions(IReadOnlyList<StateOperation> operations)
    {
        if (operations.Any(o => o.Value is null && o.Key.StartsWith($"_/{Log}/", StringComparison.Ordinal)))
        {
            Assert.Equal(_store.Drained(Log)!.Log.End, _store.Drained(Log)!.Archive!.Next);
        }
    }
}
