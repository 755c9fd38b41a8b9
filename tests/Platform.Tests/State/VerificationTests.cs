using System.Text.Json;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.State.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.State;

/// <summary>Verification finds the first number of each log that is not what was written there, and nothing else (commit-log 16).</summary>
public sealed class VerificationTests
{
    private readonly ShiftedTime _time = new();
    private readonly FaultyStore _store;

    public VerificationTests() => _store = new FaultyStore(_time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_replicas_leave_behind_is_whole_in_every_stage_of_a_log()
    {
        var archived = await _store.LeaveLogAsync(600);
        await using var host = await StateHost.StartAsync(_store, null, ("LogEntries", "40"));
        await host.DrainAsync(archived);
        _time.Pass(TimeSpan.FromDays(1));
        await ArchiveAsync(host);
        var drained = await _store.LeaveLogAsync(20);
        await host.DrainAsync(drained);
        _store.FailNext(Fault.NotLanded, operations => operations.Any(o => o.Key.EndsWith("/7", StringComparison.Ordinal)));
        for (var i = 0; i < 50; i++)
        {
            await host.CreateAsync(new Request($"{i}"));
        }

        EntryLine[] lines = [.. Enum.GetValues<LineKind>().Select(kind => new EntryLine(kind, $"{Tenants.One}", 0, "verzegeld"))];
        await host.Get<LineCommits>().CommitAsync(Tenants.One, 1, lines, Cancel);
        await Eventually.TrueAsync(() => _store.Registered().Logs.Count(l => l.End is null) == 1);

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
        var log = await _store.LeaveLogAsync(Math.Max(1, entries));
        if (entries == 0)
        {
            _store.Remove(StateKeys.Entry(log, 0));
        }

        await using var host = await StateHost.StartAsync(_store);
        await host.DrainAsync(log);
        AssertWhole(await VerifyAsync(host));
        _time.Pass(TimeSpan.FromDays(1));
        await ArchiveAsync(host);

        Assert.True(_store.Drained(log)!.IsArchived);
        var found = await VerifyAsync(host);
        AssertWhole(found);
        Assert.Equal(Math.Min(2, entries + 1), found.Numbers);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("3")]
    [InlineData("9")]
    public async Task An_entry_that_was_edited_is_found(string number)
    {
        var log = await _store.LeaveLogAsync(10);
        await using var host = await StateHost.StartAsync(_store);
        AssertWhole(await VerifyAsync(host));
        Edit(StateKeys.Entry(log, int.Parse(number, null)), "\"by\":\"", "\"by\":\"x");

        AssertFault(await VerifyAsync(host), $"_/{log}/{number}", "was altered");

        await host.Get<Fence>().EndAsync(log, "index", Cancel);
        AssertFault(await VerifyAsync(host), $"_/{log}/{number}", "was altered");
    }

    [Fact]
    public async Task A_void_and_an_end_that_were_edited_are_found()
    {
        await using var host = await StateHost.StartAsync(_store, null, ("LogEntries", "3"));
        await host.CreateAsync(new Request("een"));
        var log = host.Get<CurrentLog>().Log!.Id;
        _store.FailNext(Fault.NotLanded, operations => operations.Any(o => o.Key == StateKeys.Entry(log, 1)));
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
        var (one, other) = (await _store.LeaveLogAsync(5), await _store.LeaveLogAsync(5));
        await using var host = await StateHost.StartAsync(_store);
        Edit(StateKeys.Entry(one, 2), "\"by\":\"", "\"by\":\"x");
        Edit(StateKeys.Entry(one, 3), "\"by\":\"", "\"by\":\"x");
        _store.Remove(StateKeys.Entry(other, 1));

        var found = await VerifyAsync(host);

        Assert.Equal([$"_/{one}/2", $"_/{other}/1"], found.Faults.Select(f => f.Place));
        Assert.Equal([one, other], found.Faults.Select(f => f.Log));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public async Task A_number_that_was_deleted_is_found_while_the_log_goes_on_and_after_its_end(int number)
    {
        await using var host = await StateHost.StartAsync(_store, null, ("LogEntries", "11"));
        for (var i = 0; i < 10; i++)
        {
            await host.CreateAsync(new Request($"{i}"));
        }

        var log = host.Get<CurrentLog>().Log!.Id;
        _store.Remove(StateKeys.Entry(log, number));
        AssertFault(await VerifyAsync(host), $"_/{log}/{number}", "is missing: the log came to number 9 at least");

        await host.CreateAsync(new Request("de laatste"));
        await host.CreateAsync(new Request("in het volgende"));
        Assert.NotEqual(log, host.Get<CurrentLog>().Log!.Id);
        AssertFault(await VerifyAsync(host), $"_/{log}/{number}", "is missing: the log has numbers up to 11");
    }

    [Fact]
    public async Task More_than_a_look_ahead_that_was_deleted_is_found_by_what_consumers_took()
    {
        await using var host = await StateHost.StartAsync(_store);
        for (var i = 0; i < 310; i++)
        {
            await host.CreateAsync(new Request($"{i}"));
        }

        await host.FoldAsync();
        var log = host.Get<CurrentLog>().Log!.Id;
        for (var number = 2; number < 310; number++)
        {
            _store.Remove(StateKeys.Entry(log, number));
        }

        AssertFault(await VerifyAsync(host), $"_/{log}/2", "is missing: the log came to number 309 at least");
    }

    [Fact]
    public async Task The_end_of_an_ended_log_that_was_deleted_is_found()
    {
        var log = await _store.LeaveLogAsync(3);
        await using var host = await StateHost.StartAsync(_store);
        await host.Get<Fence>().EndAsync(log, "index", Cancel);
        _store.Remove(StateKeys.Entry(log, 3));

        AssertFault(await VerifyAsync(host), $"_/{log}/3", "is missing: it is the end");
    }

    [Fact]
    public async Task A_tail_that_was_cut_before_the_log_was_ended_shows_by_a_head_from_outside_and_by_nothing_else()
    {
        await using var crashed = await StateHost.StartAsync(_store);
        for (var i = 0; i < 10; i++)
        {
            await crashed.CreateAsync(new Request($"{i}"));
        }

        var head = crashed.Get<CurrentLog>().Log!.Head!;
        Assert.Equal(9, head.Number);
        await crashed.KillAsync();
        _store.Remove(StateKeys.Entry(head.Log, 8));
        _store.Remove(StateKeys.Entry(head.Log, 9));
        await using var host = await StateHost.StartAsync(_store);

        AssertWhole(await VerifyAsync(host));
        AssertFault(await VerifyAsync(host, head), $"_/{head.Log}/8", "is missing: the log came to number 9 at least");

        await host.Get<Fence>().EndAsync(head.Log, "index", Cancel);
        AssertWhole(await VerifyAsync(host));
        AssertFault(await VerifyAsync(host, head), $"_/{head.Log}/9", "its tail was cut");
        AssertFault(await VerifyAsync(host, new LogHead(head.Log, 8, head.Mac)), $"_/{head.Log}/8", "another HMAC than the head");

        await host.DrainAsync(head.Log);
        _time.Pass(TimeSpan.FromDays(1));
        await ArchiveAsync(host);
        AssertWhole(await VerifyAsync(host));
        AssertFault(await VerifyAsync(host, head), $"_/{head.Log}/9", "its tail was cut");
    }

    [Fact]
    public async Task A_chain_in_the_place_of_another_and_an_entry_that_was_moved_are_found()
    {
        var (one, other) = (await _store.LeaveLogAsync(6), await _store.LeaveLogAsync(6));
        await using var host = await StateHost.StartAsync(_store);
        var before = _store.Dump();
        for (var number = 0; number < 6; number++)
        {
            _store.Write(StateKeys.Entry(one, number), before[StateKeys.Entry(other, number)]);
        }

        AssertFault(await VerifyAsync(host), $"_/{one}/0", "in the place of another");

        for (var number = 0; number < 6; number++)
        {
            _store.Write(StateKeys.Entry(one, number), before[StateKeys.Entry(one, number)]);
        }

        _store.Write(StateKeys.Entry(one, 2), before[StateKeys.Entry(one, 3)]);
        _store.Write(StateKeys.Entry(one, 3), before[StateKeys.Entry(one, 2)]);
        AssertFault(await VerifyAsync(host), $"_/{one}/2", "in the place of another");
    }

    [Fact]
    public async Task A_head_that_is_another_number_is_found_and_so_is_a_log_that_is_gone_whole()
    {
        var log = await _store.LeaveLogAsync(5);
        await using var host = await StateHost.StartAsync(_store);
        var mac = Entry.Read(_store.Dump()[StateKeys.Entry(log, 2)]).Mac!;

        var found = await VerifyAsync(host, new LogHead(log, 2, mac), new LogHead(log, 2, mac));
        AssertWhole(found);
        Assert.Equal(1, found.Heads);
        AssertFault(await VerifyAsync(host, new LogHead(log, 3, mac)), $"_/{log}/3", "another HMAC than the head");

        _store.Write(StateKeys.Registration, JsonSerializer.Serialize(_store.Registered().Without(log), StateJson.Platform.Registration));
        AssertWhole(await VerifyAsync(host));
        AssertFault(await VerifyAsync(host, new LogHead(log, 2, mac)), StateKeys.Drained(log), "is gone");
    }

    [Fact]
    public async Task Numbers_that_the_store_lost_are_told_where_the_end_names_them_and_a_fault_where_it_does_not()
    {
        var log = await _store.LeaveLogAsync(10);
        var lost = Entry.Read(_store.Dump()[StateKeys.Entry(log, 4)]).Mac!;
        _store.Remove(StateKeys.Entry(log, 4));
        await using var host = await StateHost.StartAsync(_store);
        AssertFault(await VerifyAsync(host), $"_/{log}/4", "is missing");
        await host.Get<Fence>().EndAsync(log, "index", Cancel);

        var found = await VerifyAsync(host);
        AssertWhole(found);
        Assert.Equal((log, $"_/{log}/4"), (Assert.Single(found.Remarks).Log, found.Remarks[0].Place));
        Assert.Contains("was lost by the store", found.Remarks[0].What, StringComparison.Ordinal);

        // With the lost number's head the one behind it is verified too.
        AssertWhole(await VerifyAsync(host, new LogHead(log, 4, lost)));
        Edit(StateKeys.Entry(log, 5), "\"by\":\"", "\"by\":\"x");
        AssertWhole(await VerifyAsync(host));
        AssertFault(await VerifyAsync(host, new LogHead(log, 4, lost)), $"_/{log}/5", "was altered");

        _store.Remove(StateKeys.Entry(log, 7));
        _store.Write(StateKeys.Registration, JsonSerializer.Serialize(_store.Registered().Replace(_store.Registered().Find(log)! with { Lost = [4, 7] }), StateJson.Platform.Registration));
        AssertFault(await VerifyAsync(host), $"_/{log}/10", "says that [4] were lost, and recorded as lost are [4, 7]");
    }

    [Fact]
    public async Task A_number_that_is_called_lost_in_a_log_that_goes_on_is_missing_and_who_ends_it_looks_for_itself()
    {
        var log = await _store.LeaveLogAsync(10);
        _store.Remove(StateKeys.Entry(log, 4));
        _store.Write(StateKeys.Registration, JsonSerializer.Serialize(_store.Registered().Replace(_store.Registered().Find(log)! with { Lost = [4, 7] }), StateJson.Platform.Registration));
        await using var host = await StateHost.StartAsync(_store);

        AssertFault(await VerifyAsync(host), $"_/{log}/4", "is missing");
        await host.Get<Fence>().EndAsync(log, "index", Cancel);

        Assert.Equal([4], _store.Registered().Find(log)!.Lost);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task An_end_that_is_recorded_elsewhere_than_it_stands_is_found(long recorded)
    {
        var log = await _store.LeaveLogAsync(3);
        await using var host = await StateHost.StartAsync(_store);
        await host.Get<Fence>().EndAsync(log, "index", Cancel);
        _store.Write(StateKeys.Registration, JsonSerializer.Serialize(_store.Registered().Replace(_store.Registered().Find(log)! with { End = recorded }), StateJson.Platform.Registration));

        AssertFault(await VerifyAsync(host), $"_/{log}/{Math.Min(recorded, 3)}", recorded < 3 ? "is no end" : "is an end, and the log is recorded to end at 4");
    }

    [Fact]
    public async Task A_drained_log_whose_document_or_list_is_gone_is_found()
    {
        var log = await _store.LeaveLogAsync(3);
        await using var host = await StateHost.StartAsync(_store);
        await host.DrainAsync(log);
        var document = _store.Dump()[StateKeys.Drained(log)];

        _store.Write(StateKeys.Drained(log), "{");
        AssertFault(await VerifyAsync(host), StateKeys.Drained(log), "is not the document of this drained log");
        _store.Remove(StateKeys.Drained(log));
        AssertFault(await VerifyAsync(host), StateKeys.Drained(log), "is gone");

        _store.Write(StateKeys.Drained(log), document);
        _store.Write(StateKeys.DrainedList, $$"""{"page":2,"logs":["{{log}}"]}""");
        _store.Write(StateKeys.DrainedListPage(1), """{"page":1,"logs":[]}""");
        AssertFault(await VerifyAsync(host), StateKeys.DrainedListPage(0), "it named 256 drained logs");
    }

    [Fact]
    public async Task A_log_whose_key_is_not_at_hand_is_not_called_whole()
    {
        await using var crashed = await StateHost.StartAsync(_store, services => services.AddSingleton<ITenantKeys>(Ring(1, 2)));
        await crashed.CreateAsync(new Request("een"));
        var log = crashed.Get<CurrentLog>().Log!.Id;
        await crashed.KillAsync();
        await using var host = await StateHost.StartAsync(_store, services => services.AddSingleton<ITenantKeys>(Ring(1)));

        AssertFault(await VerifyAsync(host), $"_/{log}/0", "cannot be verified: Key number 2 is not at hand");
    }

    [Fact]
    public async Task A_drained_document_that_was_edited_or_taken_from_another_log_is_found()
    {
        var (log, other) = (await _store.LeaveLogAsync(3), await _store.LeaveLogAsync(3));
        await using var host = await StateHost.StartAsync(_store);
        await host.DrainAsync(log);
        await host.DrainAsync(other);
        AssertWhole(await VerifyAsync(host));
        var document = _store.Dump()[StateKeys.Drained(log)];

        Edit(StateKeys.Drained(log), "\"reached\":[", "\"reached\":[\"logboek\",");
        AssertFault(await VerifyAsync(host), StateKeys.Drained(log), "was altered");
        _store.Write(StateKeys.Drained(log), _store.Dump()[StateKeys.Drained(other)]);
        AssertFault(await VerifyAsync(host), StateKeys.Drained(log), "is not the document of this drained log");
        _store.Write(StateKeys.Drained(log), document[..document.LastIndexOf('\n')]);
        AssertFault(await VerifyAsync(host), StateKeys.Drained(log), "was altered");
    }

    [Fact]
    public async Task A_block_that_was_edited_deleted_or_moved_is_found()
    {
        await using var host = await StateHost.StartAsync(_store);
        var log = await LeaveArchivedAsync(host);
        var (first, second) = (StateKeys.Block(Tenants.One, log, 0, 0), StateKeys.Block(Tenants.Two, log, 0, 0));
        var found = await VerifyAsync(host);
        AssertWhole(found);
        Assert.Equal((2, 6), (found.Blocks, found.Lines));
        var before = _store.Dump();

        Edit(first, "verzegeld 1", "verzegeld 9");
        AssertFault(await VerifyAsync(host), first, "other lines");
        _store.Write(first, before[first]);
        Edit(first, "\"count\":", "\"count\": ");
        AssertFault(await VerifyAsync(host), first, "was altered");
        _store.Write(first, before[second]);
        AssertFault(await VerifyAsync(host), first, "in the place of another");
        _store.Remove(first);
        AssertFault(await VerifyAsync(host), first, "is missing");

        // Each owner has a chain of its own.
        _store.Remove(second);
        Assert.Equal([first, second], (await VerifyAsync(host)).Faults.Select(f => f.Place).Order());
    }

    [Fact]
    public async Task Of_an_archived_log_the_last_number_and_the_end_are_verified_and_heads_before_them_are_counted()
    {
        await using var host = await StateHost.StartAsync(_store);
        var log = await LeaveArchivedAsync(host);
        var (last, end) = (StateKeys.Entry(log, 2), StateKeys.Entry(log, 3));
        var before = _store.Dump();
        var mac = Entry.Read(before[end]).Mac!;

        var found = await VerifyAsync(host, new LogHead(log, 0, mac), new LogHead(log, 3, mac));
        AssertWhole(found);
        Assert.Equal((1, 1), (found.Heads, found.ArchivedHeads));
        AssertFault(await VerifyAsync(host, new LogHead(log, 2, mac)), last, "another HMAC than the head");

        Edit(end, "\"by\":\"", "\"by\":\"x");
        AssertFault(await VerifyAsync(host), end, "was altered");
        _store.Write(end, before[end]);
        Edit(last, "\n1.", "\n1.x");
        AssertFault(await VerifyAsync(host), end, "was altered");
        _store.Remove(last);
        AssertFault(await VerifyAsync(host), last, "is missing");
    }

    [Fact]
    public async Task What_replicas_do_meanwhile_is_no_fault()
    {
        var log = await _store.LeaveLogAsync(300);
        await using var host = await StateHost.StartAsync(_store, null, ("LogEntries", "5"));
        await host.CreateAsync(new Request("registreert"));
        var meanwhile = new Queue<Func<Task>>(
        [
            () => host.Get<Fence>().EndAsync(log, "index", Cancel),
            () => host.DrainAsync(log),
            .. Enumerable.Range(0, 12).Select(i => (Func<Task>)(() => host.CreateAsync(new Request($"{i}")))),
            () =>
            {
                _time.Pass(TimeSpan.FromDays(1));
                return ArchiveAsync(host);
            },
        ]);
        var total = meanwhile.Count;
        // Each happens between two reads of the verification.
        var within = new AsyncLocal<bool>();
        _store.AfterRead = async _ =>
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
        Assert.True(_store.Drained(log)!.IsArchived);
    }

    [Fact]
    public async Task A_store_that_fails_is_no_broken_log()
    {
        var log = await _store.LeaveLogAsync(30);
        await using var host = await StateHost.StartAsync(_store);
        _store.ReadFails = keys => keys.Contains(StateKeys.Entry(log, 20));

        await Assert.ThrowsAsync<Platform.BuildingBlocks.StateStoreException>(() => VerifyAsync(host));
    }

    // Three numbers, each with a line of one tenant in each log, and after them one of another's.
    private async Task<string> LeaveArchivedAsync(StateHost host)
    {
        await using var other = await StateHost.StartAsync(_store);
        for (var i = 0; i < 3; i++)
        {
            EntryLine[] lines = [new(LineKind.Processing, $"{Tenants.One}", 0, $"verzegeld {i}"), new(LineKind.Audit, $"{(i == 1 ? Tenants.Two : Tenants.One)}", 0, $"verzegeld {i}")];
            await other.Get<LineCommits>().CommitAsync(Tenants.One, 1, lines, Cancel);
        }

        var log = other.Get<CurrentLog>().Log!.Id;
        await other.KillAsync();
        await host.DrainAsync(log);
        _time.Pass(TimeSpan.FromDays(1));
        await ArchiveAsync(host);
        Assert.True(_store.Drained(log)!.IsArchived);
        return log;
    }

    private static KeyRing Ring(params int[] numbers) =>
        new(numbers.ToDictionary(n => $"{n}", n => Convert.ToBase64String(Enumerable.Repeat((byte)n, 32).ToArray())));

    private static Task<LogVerificationResult> VerifyAsync(StateHost host, params LogHead[] heads) => host.Get<LogVerification>().VerifyAsync(heads, Cancel);

    private static Task ArchiveAsync(StateHost host) => host.Get<Archiver>().ArchiveAsync(Cancel);

    private static void AssertWhole(LogVerificationResult found) => Assert.True(found.IsWhole, string.Join("; ", found.Faults));

    private static void AssertFault(LogVerificationResult found, string place, string what)
    {
        var fault = Assert.Single(found.Faults);
        Assert.Equal(place, fault.Place);
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
    }

    private void Edit(string key, string from, string to)
    {
        Assert.Contains(from, _store.Dump()[key], StringComparison.Ordinal);
        _store.Write(key, _store.Dump()[key].Replace(from, to, StringComparison.Ordinal));
    }
}
