using System.Text.Json;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.State.Verification;

namespace CommonGround.Platform.Tests.State;

/// <summary>What the store lost is no fault where the end says so, and what is only called lost is one (commit-log 9, 16).</summary>
public sealed class LostNumberTests : VerificationTest
{
    [Fact]
    public async Task Numbers_that_the_store_lost_are_told_where_the_end_names_them_and_a_fault_where_it_does_not()
    {
        var log = await Store.LeaveLogAsync(10);
        var lost = Entry.Read(Store.Dump()[StateKeys.Entry(log, 4)]).Mac!;
        Store.Remove(StateKeys.Entry(log, 4));
        await using var host = await StateHost.StartAsync(Store);
        AssertFault(await VerifyAsync(host), $"_/{log}/4", "is missing");
        await Store.EndOnlyAsync(host, log);

        var found = await VerifyAsync(host);
        AssertWhole(found);
        Assert.Equal((log, $"_/{log}/4"), (Assert.Single(found.Remarks).Log, found.Remarks[0].Place));
        Assert.Contains("was lost by the store", found.Remarks[0].What, StringComparison.Ordinal);

        // With the lost number's head the one behind it is verified too.
        AssertWhole(await VerifyAsync(host, new LogHead(log, 4, lost)));
        Edit(StateKeys.Entry(log, 5), "\"by\":\"", "\"by\":\"x");
        AssertWhole(await VerifyAsync(host));
        AssertFault(await VerifyAsync(host, new LogHead(log, 4, lost)), $"_/{log}/5", "was altered");

        Store.Remove(StateKeys.Entry(log, 7));
        Store.Write(StateKeys.Registration, JsonSerializer.Serialize(Store.Registered().Replace(Store.Registered().Find(log)! with { Lost = [4, 7] }), StateJson.Platform.Registration));
        AssertFault(await VerifyAsync(host), $"_/{log}/10", "says that [4] were lost, and recorded as lost are [4, 7]");
    }

    [Fact]
    public async Task A_number_that_is_called_lost_in_a_log_that_goes_on_is_missing_and_who_ends_it_looks_for_itself()
    {
        var log = await Store.LeaveLogAsync(10);
        Store.Remove(StateKeys.Entry(log, 4));
        Store.Write(StateKeys.Registration, JsonSerializer.Serialize(Store.Registered().Replace(Store.Registered().Find(log)! with { Lost = [4, 7] }), StateJson.Platform.Registration));
        await using var host = await StateHost.StartAsync(Store);

        AssertFault(await VerifyAsync(host), $"_/{log}/4", "is missing");
        await Store.EndOnlyAsync(host, log);

        Assert.Equal([4], Store.Registered().Find(log)!.Lost);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task An_end_that_is_recorded_elsewhere_than_it_stands_is_found(long recorded)
    {
        var log = await Store.LeaveLogAsync(3);
        await using var host = await StateHost.StartAsync(Store);
        await Store.EndOnlyAsync(host, log);
        Store.Write(StateKeys.Registration, JsonSerializer.Serialize(Store.Registered().Replace(Store.Registered().Find(log)! with { End = recorded }), StateJson.Platform.Registration));

        AssertFault(await VerifyAsync(host), $"_/{log}/{Math.Min(recorded, 3)}", recorded < 3 ? "is no end" : "is an end, and the log is recorded to end at 4");
    }
}
