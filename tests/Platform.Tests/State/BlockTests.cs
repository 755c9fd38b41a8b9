using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Tests.State;

/// <summary>The lines of a drained log go to blocks per owner before a number goes, and lose nothing on the way (commit-log 11, 16).</summary>
public sealed class BlockTests : BlockTest
{
    [Fact]
    public async Task Each_owner_has_a_block_per_1_024_numbers_with_its_lines_of_both_logs()
    {
        Leave(2500, Some);
        var before = Everything(Store.LinesInEntries);
        await using var host = await StateHost.StartAsync(Store);

        await host.ArchiveAsync();

        Assert.Equal([StateKeys.Entry(Log, 2499), StateKeys.Entry(Log, 2500)], Store.KeysOf(Log));
        Assert.Equal([Key(Tenants.One, "0"), Key(Tenants.One, "1"), Key(Tenants.One, "2")], Store.BlocksOf(Tenants.One, Log));
        // One of them is in the last number, which loses its lines.
        Assert.Equal([Key(Oin.Organization, "0"), Key(Oin.Organization, "2")], Store.BlocksOf(Oin.Organization, Log));
        Assert.Equal(before, Everything(Store.LinesOf));
        await Assert.AllAsync(Owners, async owner => Assert.Null(await host.CheckAsync(Store, Log, owner)));
        var archive = Store.Drained(Log)!.Archive!;
        Assert.Equal((2500, 3, 2500, 2500), (archive.Next, archive.Find(Tenants.One.ToString())!.Blocks, archive.Find(Tenants.One.ToString())!.Processing, archive.Find(Tenants.One.ToString())!.Audit));
        Assert.Equal(before.Count, archive.Owners.Sum(o => o.Processing + o.Audit));
    }

    [Fact]
    public async Task The_end_stays_chained_to_what_is_left_of_the_last_number()
    {
        Leave(3, Some);
        await using var host = await StateHost.StartAsync(Store);

        await host.ArchiveAsync();

        var last = Entry.Read(Store.Dump()[StateKeys.Entry(Log, 2)]);
        Assert.Empty(last.Lines);
        Assert.Equal(["2"], last.Requests);
        Assert.True(new LogChain(new TestKeys()).Holds(Store.Dump()[StateKeys.Entry(Log, 3)], Log, 3, last.Mac!));
        Assert.Equal(Entry.Read(Store.Dump()[StateKeys.Entry(Log, 3)]).Mac, Store.Drained(Log)!.Archive!.End);
    }

    [Fact]
    public async Task Past_a_mebibyte_of_one_owner_blocks_go_on_in_further_parts()
    {
        Leave(40, number => [Line(Tenants.One, LineKind.Processing, number, 100_000), .. number is 3 or 15 ? [Line(Tenants.Two, LineKind.Audit, number)] : (EntryLine[])[]]);
        var before = Everything(Store.LinesInEntries);
        await using var host = await StateHost.StartAsync(Store);

        await host.ArchiveAsync();

        Assert.Equal([Key(Tenants.One, "0"), Key(Tenants.One, "0.1"), Key(Tenants.One, "0.2"), Key(Tenants.One, "0.3")], Store.BlocksOf(Tenants.One, Log));
        Assert.Equal([Key(Tenants.Two, "0"), Key(Tenants.Two, "0.1")], Store.BlocksOf(Tenants.Two, Log));
        Assert.Equal([10, 20, 30], Store.Drained(Log)!.Archive!.Splits);
        Assert.All(Store.BlocksOf(Tenants.One, Log), key => Assert.InRange(SentSize.Of(StateOperation.Create(key, Store.Dump()[key])), 900_000, 1024 * 1024));
        Assert.Equal(before, Everything(Store.LinesOf));
        await Assert.AllAsync(Owners, async owner => Assert.Null(await host.CheckAsync(Store, Log, owner)));
    }

    [Fact]
    public async Task Blocks_of_many_owners_go_in_transactions_that_the_store_takes()
    {
        var owners = Enumerable.Range(0, 355).Select(i => Oin.Parse($"00000099{i:000000000000}")).ToList();
        Leave(355, number => [Line(owners[(int)number], LineKind.Processing, number, 3000)]);
        var sent = new List<int>();
        Store.OnTransact = operations =>
        {
            sent.Add(operations.Sum(SentSize.Of));
            Assert.InRange(operations.Count(o => o.Key.Contains("/_log/", StringComparison.Ordinal)), 0, 100);
            return Fault.None;
        };
        await using var host = await StateHost.StartAsync(Store, null, ("GroupOperations", "100"), ("GroupBytes", "400000"));

        await host.ArchiveAsync();

        Assert.All(owners, owner => Assert.Single(Store.LinesOf(owner, Log, LineKind.Processing)));
        Assert.InRange(sent.Max(), 300_000, 400_000);
        await Assert.AllAsync(owners, async owner => Assert.Null(await host.CheckAsync(Store, Log, owner)));
    }
}
