using CommonGround.Platform.State;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Tests.State;

/// <summary>The first number of a chain that is not what was written there is found (commit-log 16).</summary>
public sealed class AlteredLogTests : VerificationTest
{
    [Theory]
    [InlineData("0")]
    [InlineData("3")]
    [InlineData("9")]
    public async Task An_entry_that_was_edited_is_found(string number)
    {
        var log = await Store.LeaveLogAsync(10);
        await using var host = await StateHost.StartAsync(Store);
        AssertWhole(await VerifyAsync(host));
        Edit(StateKeys.Entry(log, int.Parse(number, null)), "\"by\":\"", "\"by\":\"x");

        AssertFault(await VerifyAsync(host), $"_/{log}/{number}", "was altered");

        await host.Get<Fence>().EndAsync(log, "index", Cancel);
        AssertFault(await VerifyAsync(host), $"_/{log}/{number}", "was altered");
    }

    [Fact]
    public async Task A_void_and_an_end_that_were_edited_are_found()
    {
        await using var host = await StateHost.StartAsync(Store, null, ("LogEntries", "3"));
        await host.CreateAsync(new Request("een"));
        var log = host.Get<CurrentLog>().Log!.Id;
        Store.FailNext(Fault.NotLanded, operations => operations.Any(o => o.Key == StateKeys.Entry(log, 1)));
        await host.CreateAsync(new Request("twee"));
        await host.CreateAsync(new Request("drie"));
        Assert.NotEqual(log, host.Get<CurrentLog>().Log!.Id);
        AssertWhole(await VerifyAsync(host));

        Edit(StateKeys.Entry(log, 3), "\"by\":\"", "\"by\":\"x");
        AssertFault(await VerifyAsync(host), $"_/{log}/3", "was altered");

        // The first of a chain is named.
        Edit(StateKeys.Entry(log, 1), "\"by\":\"", "\"by\":\"x");
        AssertFault(await VerifyAsync(host), $"_/{log}/1", "was altered");
    }

    [Fact]
    public async Task Each_chain_has_its_first_fault()
    {
        var (one, other) = (await Store.LeaveLogAsync(5), await Store.LeaveLogAsync(5));
        await using var host = await StateHost.StartAsync(Store);
        Edit(StateKeys.Entry(one, 2), "\"by\":\"", "\"by\":\"x");
        Edit(StateKeys.Entry(one, 3), "\"by\":\"", "\"by\":\"x");
        Store.Remove(StateKeys.Entry(other, 1));

        var found = await VerifyAsync(host);

        Assert.Equal([$"_/{one}/2", $"_/{other}/1"], found.Faults.Select(f => f.Place));
        Assert.Equal([one, other], found.Faults.Select(f => f.Log));
    }

    [Fact]
    public async Task A_chain_in_the_place_of_another_and_an_entry_that_was_moved_are_found()
    {
        var (one, other) = (await Store.LeaveLogAsync(6), await Store.LeaveLogAsync(6));
        await using var host = await StateHost.StartAsync(Store);
        var before = Store.Dump();
        for (var number = 0; number < 6; number++)
        {
            Store.Write(StateKeys.Entry(one, number), before[StateKeys.Entry(other, number)]);
        }

        AssertFault(await VerifyAsync(host), $"_/{one}/0", "in the place of another");

        for (var number = 0; number < 6; number++)
        {
            Store.Write(StateKeys.Entry(one, number), before[StateKeys.Entry(one, number)]);
        }

        Store.Write(StateKeys.Entry(one, 2), before[StateKeys.Entry(one, 3)]);
        Store.Write(StateKeys.Entry(one, 3), before[StateKeys.Entry(one, 2)]);
        AssertFault(await VerifyAsync(host), $"_/{one}/2", "in the place of another");
    }
}
