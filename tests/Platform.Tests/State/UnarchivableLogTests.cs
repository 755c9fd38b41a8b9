using CommonGround.Platform.State;
using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Tests.State;

/// <summary>What was altered is kept as it is, and stops no other log; what the store lost is stepped over (commit-log 9, 11).</summary>
public sealed class UnarchivableLogTests : BlockTest
{
    [Fact]
    public async Task A_log_in_which_something_was_altered_is_kept_as_it_is()
    {
        Leave(5, Some);
        await using var host = await StateHost.StartAsync(Store);
        string[] keys = [StateKeys.Entry(Log, 2), StateKeys.Entry(Log, 5), StateKeys.Drained(Log)];
        foreach (var key in keys)
        {
            var right = Store.Dump()[key];
            Store.Write(key, right.Replace("\"other\"", "\"anders\"", StringComparison.Ordinal));

            await host.ArchiveAsync();

            Assert.Equal(7, Store.KeysOf(Log).Count);
            Assert.Null(Store.Drained(Log)!.Archive);
            Store.Write(key, right);
        }

        var last = Store.Dump()[StateKeys.Entry(Log, 4)];
        Store.Remove(StateKeys.Entry(Log, 4));
        await host.ArchiveAsync();
        Assert.Null(Store.Drained(Log)!.Archive);

        Store.Write(StateKeys.Entry(Log, 4), last);
        await host.ArchiveAsync();
        Assert.True(Store.Drained(Log)!.IsArchived);
    }

    [Fact]
    public async Task A_block_that_someone_put_there_before_is_not_taken_over()
    {
        Leave(5, Some);
        var header = new BlockHeader(0, null, Entry.Read(Store.Dump()[StateKeys.Entry(Log, 5)]).Mac!, []);
        var other = new BlockSeal(new TestKeys()).Close(Tenants.Two, Log, header, kind => kind == LineKind.Audit ? [new BlockLine(0, 0, 0, "anders")] : []);
        Store.Write(Key(Tenants.Two, "0"), other.Write());
        await using var host = await StateHost.StartAsync(Store);

        await host.ArchiveAsync();

        Assert.Equal(7, Store.KeysOf(Log).Count);
        Store.Remove(Key(Tenants.Two, "0"));
        await host.ArchiveAsync();
        Assert.Equal(2, Store.KeysOf(Log).Count);
    }

    [Fact]
    public async Task One_log_that_cannot_be_archived_stops_no_other()
    {
        Leave(5, Some);
        Store.Remove(StateKeys.Entry(Log, 2));
        var other = await Store.LeaveLogAsync(3);
        await using var host = await StateHost.StartAsync(Store);
        await host.DrainAsync(other);
        Time.Pass(TimeSpan.FromDays(1));

        await host.ArchiveAsync();

        Assert.False(Store.Drained(Log)!.IsArchived);
        Assert.True(Store.Drained(other)!.IsArchived);
    }

    [Fact]
    public async Task A_number_that_the_store_lost_is_stepped_over()
    {
        Store.WriteDrainedLog(Log, 5, Some, 2);
        Time.Pass(TimeSpan.FromDays(1));
        await using var host = await StateHost.StartAsync(Store);

        await host.ArchiveAsync();

        Assert.Equal([0, 1, 3, 4], Store.LinesOf(Tenants.One, Log, LineKind.Processing).Select(l => l.Number));
        Assert.True(Store.Drained(Log)!.IsArchived);
    }

    [Fact]
    public async Task A_number_that_is_called_lost_by_who_removed_it_is_not()
    {
        Leave(5, Some);
        Store.Remove(StateKeys.Entry(Log, 2));
        Store.WriteDrained(Store.Drained(Log)! with { Log = Store.Drained(Log)!.Log with { Lost = [2] } });
        await using var host = await StateHost.StartAsync(Store);

        await host.ArchiveAsync();

        Assert.Null(Store.Drained(Log)!.Archive);
    }
}
