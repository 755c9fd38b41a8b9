using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.State;

/// <summary>Verification finds nothing where nothing was altered, in every stage of a log and while replicas work (commit-log 16).</summary>
public sealed class VerificationTests : VerificationTest
{
    [Fact]
    public async Task What_replicas_leave_behind_is_whole_in_every_stage_of_a_log()
    {
        var archived = await Store.LeaveLogAsync(600);
        await using var host = await StateHost.StartAsync(Store, null, ("LogEntries", "40"));
        await host.DrainAsync(archived);
        Time.Pass(TimeSpan.FromDays(1));
        await ArchiveAsync(host);
        var drained = await Store.LeaveLogAsync(20);
        await host.DrainAsync(drained);
        Store.FailNext(Fault.NotLanded, operations => operations.Any(o => o.Key.EndsWith("/7", StringComparison.Ordinal)));
        for (var i = 0; i < 50; i++)
        {
            await host.CreateAsync(new Request($"{i}"));
        }

        EntryLine[] lines = [.. Enum.GetValues<LineKind>().Select(kind => new EntryLine(kind, $"{Tenants.One}", 0, "verzegeld"))];
        await host.Get<LineCommits>().CommitAsync(Tenants.One, 1, lines, Cancel);
        await Eventually.TrueAsync(() => Store.Registered().Logs.Count(l => l.End is null) == 1);

        var found = await VerifyAsync(host, host.Get<CurrentLog>().Log!.Head!);

        AssertWhole(found);
        Assert.Equal((4, 1, 2), (found.Logs, found.Heads, found.Lines));
        // Two of the archived, the drained with its end, and what was committed here: 51 commits, a void and the end of the roll.
        Assert.Equal(2 + 21 + 53, found.Numbers);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_short_log_is_whole_before_and_after_it_is_archived(int entries)
    {
        var log = await Store.LeaveLogAsync(Math.Max(1, entries));
        if (entries == 0)
        {
            Store.Remove(StateKeys.Entry(log, 0));
        }

        await using var host = await StateHost.StartAsync(Store);
        await host.DrainAsync(log);
        AssertWhole(await VerifyAsync(host));
        Time.Pass(TimeSpan.FromDays(1));
        await ArchiveAsync(host);

        Assert.True(Store.Drained(log)!.IsArchived);
        var found = await VerifyAsync(host);
        AssertWhole(found);
        Assert.Equal(Math.Min(2, entries + 1), found.Numbers);
    }

    [Fact]
    public async Task A_log_whose_key_is_not_at_hand_is_not_called_whole()
    {
        await using var crashed = await StateHost.StartAsync(Store, services => services.AddSingleton<ITenantKeys>(Ring(1, 2)));
        await crashed.CreateAsync(new Request("een"));
        var log = crashed.Get<CurrentLog>().Log!.Id;
        await crashed.KillAsync();
        await using var host = await StateHost.StartAsync(Store, services => services.AddSingleton<ITenantKeys>(Ring(1)));

        AssertFault(await VerifyAsync(host), $"_/{log}/0", "cannot be verified: Key number 2 is not at hand");
    }

    [Fact]
    public async Task What_replicas_do_meanwhile_is_no_fault()
    {
        var log = await Store.LeaveLogAsync(300);
        await using var host = await StateHost.StartAsync(Store, null, ("LogEntries", "5"));
        await host.CreateAsync(new Request("registreert"));
        var meanwhile = new Queue<Func<Task>>(
        [
            () => host.Get<Fence>().EndAsync(log, "index", Cancel),
            () => host.DrainAsync(log),
            .. Enumerable.Range(0, 12).Select(i => (Func<Task>)(() => host.CreateAsync(new Request($"{i}")))),
            () =>
            {
                Time.Pass(TimeSpan.FromDays(1));
                return ArchiveAsync(host);
            },
        ]);
        var total = meanwhile.Count;
        // Each happens between two reads of the verification.
        var within = new AsyncLocal<bool>();
        Store.AfterRead = async _ =>
        {
            if (within.Value && meanwhile.TryDequeue(out var next))
            {
                within.Value = false;
                await next();
            }
        };
        within.Value = true;

        for (var i = 0; i < total; i++)
        {
            AssertWhole(await VerifyAsync(host));
        }

        Assert.Empty(meanwhile);
        Assert.True(Store.Drained(log)!.IsArchived);
    }

    [Fact]
    public async Task A_store_that_fails_is_no_broken_log()
    {
        var log = await Store.LeaveLogAsync(30);
        await using var host = await StateHost.StartAsync(Store);
        Store.ReadFails = keys => keys.Contains(StateKeys.Entry(log, 20));

        await Assert.ThrowsAsync<Platform.BuildingBlocks.StateStoreException>(() => VerifyAsync(host));
    }

    private static KeyRing Ring(params int[] numbers) =>
        new(numbers.ToDictionary(n => $"{n}", n => Convert.ToBase64String(Enumerable.Repeat((byte)n, 32).ToArray())));
}
