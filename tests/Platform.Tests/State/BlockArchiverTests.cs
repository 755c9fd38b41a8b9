using CommonGround.Platform.State;
using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.Tests.State;

/// <summary>However archivers stop and meet, each line is in one block in the end, and before a number goes (commit-log 11).</summary>
public sealed class BlockArchiverTests : BlockTest
{
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
        var before = Everything(Store.LinesInEntries);
        var steps = 0;
        Store.OnTransact = operations =>
        {
            CheckDeletions(operations);
            return operations.Any(o => o.Key == StateKeys.Drained(Log)) && steps++ == step ? (Fault)fault : Fault.None;
        };
        await using (var first = await StateHost.StartAsync(Store, null, ("GroupBytes", "80000")))
        {
            await first.ArchiveAsync();
        }

        await using var second = await StateHost.StartAsync(Store, new TestKeys(1, 2));
        await second.ArchiveAsync();
        Store.LandLate();
        await second.ArchiveAsync();

        Assert.True(steps > step);
        Assert.True(Store.Drained(Log)!.IsArchived);
        Assert.Equal(2, Store.KeysOf(Log).Count);
        Assert.Equal(before, Everything(Store.LinesOf));
        await Assert.AllAsync(Owners, async owner => Assert.Null(await second.CheckAsync(Store, Log, owner)));
    }

    [Fact]
    public async Task Two_archivers_at_once_write_each_line_once()
    {
        Leave(3000, Some);
        var before = Everything(Store.LinesInEntries);
        Store.OnTransact = operations =>
        {
            CheckDeletions(operations);
            return Fault.None;
        };
        await using var one = await StateHost.StartAsync(Store, null, ("GroupOperations", "4"));
        await using var two = await StateHost.StartAsync(Store, new TestKeys(1, 2));

        for (var tries = 0; tries < 100 && !Store.Drained(Log)!.IsArchived; tries++)
        {
            await Task.WhenAll(one.ArchiveAsync(), two.ArchiveAsync());
        }

        Assert.Equal(before, Everything(Store.LinesOf));
        await Assert.AllAsync(Owners, async owner => Assert.Null(await two.CheckAsync(Store, Log, owner)));
    }
}
