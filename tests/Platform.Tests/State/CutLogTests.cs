using System.Text.Json;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.State.Verification;

namespace CommonGround.Platform.Tests.State;

/// <summary>Numbers that are gone are found, and a tail by a head from outside (commit-log 16).</summary>
public sealed class CutLogTests : VerificationTest
{
    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public async Task A_number_that_was_deleted_is_found_while_the_log_goes_on_and_after_its_end(int number)
    {
        await using var host = await StateHost.StartAsync(Store, null, ("LogEntries", "11"));
        for (var i = 0; i < 10; i++)
        {
            await host.CreateAsync(new Request($"{i}"));
        }

        var log = host.Get<CurrentLog>().Log!.Id;
        Store.Remove(StateKeys.Entry(log, number));
        AssertFault(await VerifyAsync(host), $"_/{log}/{number}", "is missing: the log came to number 9 at least");

        await host.CreateAsync(new Request("de laatste"));
        await host.CreateAsync(new Request("in het volgende"));
        Assert.NotEqual(log, host.Get<CurrentLog>().Log!.Id);
        AssertFault(await VerifyAsync(host), $"_/{log}/{number}", "is missing: the log has numbers up to 11");
    }

    [Fact]
    public async Task More_than_a_look_ahead_that_was_deleted_is_found_by_what_consumers_took()
    {
        await using var host = await StateHost.StartAsync(Store);
        for (var i = 0; i < 310; i++)
        {
            await host.CreateAsync(new Request($"{i}"));
        }

        await host.FoldAsync();
        var log = host.Get<CurrentLog>().Log!.Id;
        for (var number = 2; number < 310; number++)
        {
            Store.Remove(StateKeys.Entry(log, number));
        }

        AssertFault(await VerifyAsync(host), $"_/{log}/2", "is missing: the log came to number 309 at least");
    }

    [Fact]
    public async Task The_end_of_an_ended_log_that_was_deleted_is_found()
    {
        var log = await Store.LeaveLogAsync(3);
        await using var host = await StateHost.StartAsync(Store);
        await Store.EndOnlyAsync(host, log);
        Store.Remove(StateKeys.Entry(log, 3));

        AssertFault(await VerifyAsync(host), $"_/{log}/3", "is missing: it is the end");
    }

    [Fact]
    public async Task A_tail_that_was_cut_before_the_log_was_ended_shows_by_a_head_from_outside_and_by_nothing_else()
    {
        await using var crashed = await StateHost.StartAsync(Store);
        for (var i = 0; i < 10; i++)
        {
            await crashed.CreateAsync(new Request($"{i}"));
        }

        var head = crashed.Get<CurrentLog>().Log!.Head!;
        Assert.Equal(9, head.Number);
        await crashed.KillAsync();
        Store.Remove(StateKeys.Entry(head.Log, 8));
        Store.Remove(StateKeys.Entry(head.Log, 9));
        await using var host = await StateHost.StartAsync(Store);

        AssertWhole(await VerifyAsync(host));
        AssertFault(await VerifyAsync(host, head), $"_/{head.Log}/8", "is missing: the log came to number 9 at least");

        await host.Get<Fence>().EndAsync(head.Log, "index", Cancel);
        AssertWhole(await VerifyAsync(host));
        AssertFault(await VerifyAsync(host, head), $"_/{head.Log}/9", "its tail was cut");
        AssertFault(await VerifyAsync(host, new LogHead(head.Log, 8, head.Mac)), $"_/{head.Log}/8", "another HMAC than the head");

        await host.DrainAsync(head.Log);
        Time.Pass(TimeSpan.FromDays(1));
        await ArchiveAsync(host);
        AssertWhole(await VerifyAsync(host));
        AssertFault(await VerifyAsync(host, head), $"_/{head.Log}/9", "its tail was cut");
    }

    [Fact]
    public async Task A_head_that_is_another_number_is_found_and_so_is_a_log_that_is_gone_whole()
    {
        var log = await Store.LeaveLogAsync(5);
        await using var host = await StateHost.StartAsync(Store);
        var mac = Entry.Read(Store.Dump()[StateKeys.Entry(log, 2)]).Mac!;

        var found = await VerifyAsync(host, new LogHead(log, 2, mac), new LogHead(log, 2, mac));
        AssertWhole(found);
        Assert.Equal(1, found.Heads);
        AssertFault(await VerifyAsync(host, new LogHead(log, 3, mac)), $"_/{log}/3", "another HMAC than the head");

        Store.Write(StateKeys.Registration, JsonSerializer.Serialize(Store.Registered().Without(log), StateJson.Platform.Registration));
        AssertWhole(await VerifyAsync(host));
        AssertFault(await VerifyAsync(host, new LogHead(log, 2, mac)), StateKeys.Drained(log), "is gone");
    }
}
