using CommonGround.Platform.State;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.State.Verification;

namespace CommonGround.Platform.Tests.State;

/// <summary>What was altered of a log that is drained or archived is found: its document, its blocks and what stays of its numbers (commit-log 11, 16).</summary>
public sealed class AlteredArchiveTests : VerificationTest
{
    [Fact]
    public async Task A_drained_log_whose_document_or_list_is_gone_is_found()
    {
        var log = await Store.LeaveLogAsync(3);
        await using var host = await StateHost.StartAsync(Store);
        await host.DrainAsync(log);
        var document = Store.Dump()[StateKeys.Drained(log)];

        Store.Write(StateKeys.Drained(log), "{");
        AssertFault(await VerifyAsync(host), StateKeys.Drained(log), "is not the document of this drained log");
        Store.Remove(StateKeys.Drained(log));
        AssertFault(await VerifyAsync(host), StateKeys.Drained(log), "is gone");

        Store.Write(StateKeys.Drained(log), document);
        Store.Write(StateKeys.DrainedList, $$"""{"page":2,"logs":["{{log}}"]}""");
        Store.Write(StateKeys.DrainedListPage(1), """{"page":1,"logs":[]}""");
        AssertFault(await VerifyAsync(host), StateKeys.DrainedListPage(0), "it named 256 drained logs");
    }

    [Fact]
    public async Task A_drained_document_that_was_edited_or_taken_from_another_log_is_found()
    {
        var (log, other) = (await Store.LeaveLogAsync(3), await Store.LeaveLogAsync(3));
        await using var host = await StateHost.StartAsync(Store);
        await host.DrainAsync(log);
        await host.DrainAsync(other);
        AssertWhole(await VerifyAsync(host));
        var document = Store.Dump()[StateKeys.Drained(log)];

        Edit(StateKeys.Drained(log), "\"reached\":[", "\"reached\":[\"logboek\",");
        AssertFault(await VerifyAsync(host), StateKeys.Drained(log), "was altered");
        Store.Write(StateKeys.Drained(log), Store.Dump()[StateKeys.Drained(other)]);
        AssertFault(await VerifyAsync(host), StateKeys.Drained(log), "is not the document of this drained log");
        Store.Write(StateKeys.Drained(log), document[..document.LastIndexOf('\n')]);
        AssertFault(await VerifyAsync(host), StateKeys.Drained(log), "was altered");
    }

    [Fact]
    public async Task A_block_that_was_edited_deleted_or_moved_is_found()
    {
        await using var host = await StateHost.StartAsync(Store);
        var log = await LeaveArchivedAsync(host);
        var (first, second) = (StateKeys.Block(Tenants.One, log, 0, 0), StateKeys.Block(Tenants.Two, log, 0, 0));
        var found = await VerifyAsync(host);
        AssertWhole(found);
        Assert.Equal((2, 6), (found.Blocks, found.Lines));
        var before = Store.Dump();

        Edit(first, "verzegeld 1", "verzegeld 9");
        AssertFault(await VerifyAsync(host), first, "other lines");
        Store.Write(first, before[first]);
        Edit(first, "\"count\":", "\"count\": ");
        AssertFault(await VerifyAsync(host), first, "was altered");
        Store.Write(first, before[second]);
        AssertFault(await VerifyAsync(host), first, "in the place of another");
        Store.Remove(first);
        AssertFault(await VerifyAsync(host), first, "is missing");

        // Each owner has a chain of its own.
        Store.Remove(second);
        Assert.Equal([first, second], (await VerifyAsync(host)).Faults.Select(f => f.Place).Order());
    }

    [Fact]
    public async Task Of_an_archived_log_the_last_number_and_the_end_are_verified_and_heads_before_them_are_counted()
    {
        await using var host = await StateHost.StartAsync(Store);
        var log = await LeaveArchivedAsync(host);
        var (last, end) = (StateKeys.Entry(log, 2), StateKeys.Entry(log, 3));
        var before = Store.Dump();
        var mac = Entry.Read(before[end]).Mac!;

        var found = await VerifyAsync(host, new LogHead(log, 0, mac), new LogHead(log, 3, mac));
        AssertWhole(found);
        Assert.Equal((1, 1), (found.Heads, found.ArchivedHeads));
        AssertFault(await VerifyAsync(host, new LogHead(log, 2, mac)), last, "another HMAC than the head");

        Edit(end, "\"by\":\"", "\"by\":\"x");
        AssertFault(await VerifyAsync(host), end, "was altered");
        Store.Write(end, before[end]);
        Edit(last, "\n1.", "\n1.x");
        AssertFault(await VerifyAsync(host), end, "was altered");
        Store.Remove(last);
        AssertFault(await VerifyAsync(host), last, "is missing");
    }

    // Three numbers, each with a line of one tenant in each log, and after them one of another's.
    private async Task<string> LeaveArchivedAsync(StateHost host)
    {
        await using var other = await StateHost.StartAsync(Store);
        for (var i = 0; i < 3; i++)
        {
            EntryLine[] lines = [new(LineKind.Processing, $"{Tenants.One}", 0, $"verzegeld {i}"), new(LineKind.Audit, $"{(i == 1 ? Tenants.Two : Tenants.One)}", 0, $"verzegeld {i}")];
            await other.Get<LineCommits>().CommitAsync(Tenants.One, 1, lines, Cancel);
        }

        var log = other.Get<CurrentLog>().Log!.Id;
        await other.KillAsync();
        await host.DrainAsync(log);
        Time.Pass(TimeSpan.FromDays(1));
        await ArchiveAsync(host);
        Assert.True(Store.Drained(log)!.IsArchived);
        return log;
    }
}
