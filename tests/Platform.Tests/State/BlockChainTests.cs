using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.Tests.State;

/// <summary>Whatever is altered in the blocks or in the drained document is found, and named (commit-log 16).</summary>
public sealed class BlockChainTests
{
    private const string Log = "0123456789A";

    private readonly ShiftedTime _time = new();
    private readonly FaultyStore _store;

    public BlockChainTests() => _store = new FaultyStore(_time);

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("2")]
    public async Task A_missing_block_is_named(string place)
    {
        await using var host = await ArchiveAsync();

        _store.Remove(Key(place));

        Assert.Equal(new BlockFinding(BlockFault.Missing, Key(place)), await host.CheckAsync(_store, Log, Tenants.One));
    }

    [Theory]
    [InlineData("0", 0, BlockFault.HeaderAltered)]
    [InlineData("1", 1, BlockFault.HeaderAltered)]
    [InlineData("1", 2, BlockFault.LinesAltered)]
    [InlineData("2", 3, BlockFault.LinesAltered)]
    internal async Task An_altered_block_is_named(string place, int row, BlockFault fault)
    {
        await using var host = await ArchiveAsync();

        Alter(place, rows => rows[row] = rows[row].Replace('1', '7'));

        Assert.Equal(new BlockFinding(fault, Key(place)), await host.CheckAsync(_store, Log, Tenants.One));
        Assert.Null(await host.CheckAsync(_store, Log, Tenants.Two));
    }

    [Fact]
    public async Task What_is_no_block_is_named()
    {
        await using var host = await ArchiveAsync();
        foreach (var text in (string[])["", "{}", "null\nx", "{\"parts\":[]}\nx\ny"])
        {
            _store.Write(Key("1"), text);

            Assert.Equal(new BlockFinding(BlockFault.HeaderAltered, Key("1")), await host.CheckAsync(_store, Log, Tenants.One));
        }
    }

    [Fact]
    public async Task Lines_that_are_gone_and_have_not_expired_are_named()
    {
        await using var host = await ArchiveAsync();

        Alter("1", rows => rows[2] = "");

        Assert.Equal(new BlockFinding(BlockFault.LinesMissing, Key("1")), await host.CheckAsync(_store, Log, Tenants.One));
    }

    [Fact]
    public async Task A_block_of_another_place_or_owner_is_named()
    {
        await using var host = await ArchiveAsync();
        var second = _store.Dump()[Key("1")];
        _store.Write(Key("1"), _store.Dump()[Key("0")]);
        Assert.Equal(new BlockFinding(BlockFault.HeaderAltered, Key("1")), await host.CheckAsync(_store, Log, Tenants.One));

        _store.Write(Key("1"), second);
        Assert.Null(await host.CheckAsync(_store, Log, Tenants.One));
        _store.Write(Key("0"), _store.Dump()[$"{Tenants.Two}/_log/{Log}/0"]);
        Assert.Equal(new BlockFinding(BlockFault.HeaderAltered, Key("0")), await host.CheckAsync(_store, Log, Tenants.One));
    }

    // Whoever has the tenant's key, but not the organization's, can write blocks anew; the drained document still says which was the last.
    [Fact]
    public async Task A_chain_that_was_replaced_as_a_whole_is_found()
    {
        await using var host = await ArchiveAsync();
        var (seal, archive) = (host.Get<BlockSeal>(), _store.Drained(Log)!.Archive!);
        var (before, previous) = (archive.End, (long?)null);
        foreach (var from in (long[])[0, 1024, 2048])
        {
            var old = Block.Read("", _store.Dump()[Key($"{from / 1024}")]);
            var block = seal.Close(Tenants.One, Log, new BlockHeader(from, previous, before, []), kind => [.. old.LinesOf(kind).Select(l => l with { At = 7 })]);
            _store.Write(Key($"{from / 1024}"), block.Write());
            (before, previous) = (block.Mac, from);
        }

        Assert.Equal(new BlockFinding(BlockFault.CountDiffers, Key("2")), await host.CheckAsync(_store, Log, Tenants.One));
    }

    [Fact]
    public async Task An_altered_drained_document_is_found_and_never_sealed_again()
    {
        await using var host = await ArchiveAsync();
        var drained = _store.Drained(Log)!;
        var less = drained with { Archive = drained.Archive! with { Owners = [.. drained.Archive.Owners.Where(o => o.Owner != Tenants.Two.ToString())] } };
        var mac = _store.Dump()[StateKeys.Drained(Log)].Split('\n')[1];

        _store.Write(StateKeys.Drained(Log), $"{less.Text()}\n{mac}");

        var item = new Platform.BuildingBlocks.StateItem(_store.Dump()[StateKeys.Drained(Log)], "");
        Assert.False(host.Get<DrainedSeal>().Holds(Log, item));
        await Assert.ThrowsAsync<LogAlteredException>(
            () => host.Get<Platform.State.Logs.DrainedLogs>().ChangeAsync(Log, l => l with { Reached = [] }, TestContext.Current.CancellationToken));
        // Nor is one of another log.
        Assert.False(host.Get<DrainedSeal>().Holds("ZZZZZZZZZZZ", item));
    }

    private static string Key(string place) => $"{Tenants.One}/_log/{Log}/{place}";

    private static EntryLine Line(Oin owner, LineKind kind, long number) => new(kind, owner.ToString(), number, $"1.{number}");

    private async Task<StateHost> ArchiveAsync()
    {
        _store.WriteDrainedLog(Log, 2500, number => [Line(Tenants.One, LineKind.Audit, number), Line(Tenants.One, LineKind.Processing, number), Line(Tenants.Two, LineKind.Audit, number)]);
        _time.Pass(TimeSpan.FromDays(1));
        var host = await StateHost.StartAsync(_store);
        await host.ArchiveAsync();
        Assert.Null(await host.CheckAsync(_store, Log, Tenants.One));
        return host;
    }

    private void Alter(string place, Action<string[]> change)
    {
        var rows = _store.Dump()[Key(place)].Split('\n');
        change(rows);
        _store.Write(Key(place), string.Join('\n', rows));
    }
}
