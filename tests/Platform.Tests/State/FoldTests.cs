using System.Collections.Concurrent;
using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Indexing;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.Tests.BuildingBlocks;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommonGround.Platform.Tests.State;

public sealed class FoldTests
{
    private readonly FaultyStore _store = new();

    [Fact]
    public async Task A_page_is_written_even_if_nothing_changed_so_that_an_older_decision_cannot_land_after()
    {
        await using var host = await StateHost.StartAsync(_store);
        await using var other = await StateHost.StartAsync(_store);
        var id = await MoveAwayAsync(host);
        var (held, release) = (NewSource(), NewSource());
        // The host has decided that the document no longer has the value "a", and is about to write that.
        _store.BeforeTransact = operations => operations.Any(IsLookUp) && held.TrySetResult() ? release.Task : Task.CompletedTask;
        var folding = host.FoldAsync();
        await held.Task;

        // The other finds the document in the page of "a", where it belongs again: nothing changes.
        await other.ReplaceAsync(id, new Request("een", "a"));
        await other.FoldAsync();
        release.SetResult();
        await folding;

        Assert.Equal(id, Assert.Single(await other.SearchAsync("a")).Id);
        Assert.Equal("twee", Assert.Single(await other.SearchAsync("b")).Data.Name);
    }

    [Fact]
    public async Task A_page_is_read_before_the_document_so_that_an_old_document_meets_an_old_page()
    {
        await using var host = await StateHost.StartAsync(_store);
        await using var other = await StateHost.StartAsync(_store);
        var id = await MoveAwayAsync(host);
        var (held, release) = (NewSource(), NewSource());
        var document = StateKeys.Document(Tenants.One, "aanvragen", id);
        // The host has read that the document has the value "b".
        _store.AfterRead = keys => keys.Contains(document) && held.TrySetResult() ? release.Task : Task.CompletedTask;
        var folding = host.FoldAsync();
        await held.Task;

        await other.ReplaceAsync(id, new Request("een", "a"));
        await other.FoldAsync();
        release.SetResult();
        await folding;

        Assert.Equal(id, Assert.Single(await other.SearchAsync("a")).Id);
        Assert.Equal("twee", Assert.Single(await other.SearchAsync("b")).Data.Name);
    }

    [Fact]
    public async Task Ten_thousand_ids_in_one_entry_are_taken_in_several_transactions_with_the_progress_inside_it()
    {
        await using var host = await StateHost.StartAsync(_store);
        var log = LeaveEntry(host, Tenants.One, 10_000);
        var progress = new List<Progress>();
        var sizes = new List<(int Operations, int Bytes)>();
        _store.OnTransact = operations =>
        {
            if (operations.FirstOrDefault(o => o.Key == StateKeys.Progress(log, "index")) is { } moved)
            {
                progress.Add(JsonSerializer.Deserialize(moved.Value!, StateJson.Platform.Progress)!);
                sizes.Add((operations.Count, operations.Sum(SentSize.Of)));
            }

            return Fault.None;
        };

        await host.DrainAsync(log);

        Assert.Contains(progress, p => p is { Next: 0, Done: > 0 });
        Assert.All(progress.Zip(progress.Skip(1)), pair => Assert.True(pair.Second.IsAfter(pair.First)));
        Assert.All(sizes, size => Assert.True(size.Bytes <= new StateOptions().GroupBytes));
        Assert.NotNull(_store.Drained(log));
        Assert.Equal(10_000, (await host.ListAsync(1000)).Count);
        Assert.Equal(10_000, (await host.SearchAsync("bsn", 1000)).Count);
    }

    [Fact]
    public async Task Ids_that_are_too_many_for_one_level_below_the_root_divide_it_until_no_page_is_too_long()
    {
        await using var host = await StateHost.StartAsync(_store, null, ("PageIds", "4"));
        var log = LeaveEntry(host, Tenants.One, 250);

        await host.DrainAsync(log);

        var pages = _store.Dump().Where(i => i.Key.Contains("/_index/", StringComparison.Ordinal)).Select(i => IndexPage.Read(i.Value));
        Assert.All(pages, page => Assert.InRange(page.Count(), 1, 4));
        Assert.Equal(250, (await host.ListAsync(1000)).Count);
    }

    [Fact]
    public async Task Ten_thousand_ids_in_one_entry_are_taken_to_the_end_by_another_after_a_crash_in_the_middle()
    {
        string log;
        await using (var host = await StateHost.StartAsync(_store))
        {
            log = LeaveEntry(host, Tenants.One, 10_000);
            var transactions = 0;
            _store.OnTransact = operations =>
            {
                if (operations.Any(o => o.Key == StateKeys.Progress(log, "index")) && ++transactions == 20)
                {
                    host.Cut();
                }

                return Fault.None;
            };
            await Assert.ThrowsAsync<StateStoreException>(() => host.DrainAsync(log));
            await host.KillAsync();
        }

        var middle = _store.ProgressOf(log, "index");
        Assert.True(middle is { Next: 0, Done: > 0 });
        _store.OnTransact = _ => Fault.None;
        await using var another = await StateHost.StartAsync(_store);
        Assert.Equal(10_000, (await another.ListAsync(1000)).Count);

        await another.DrainAsync(log);

        Assert.Equal(10_000, (await another.ListAsync(1000)).Count);
    }

    [Fact]
    public async Task An_entry_that_the_index_can_never_take_does_not_stop_other_logs()
    {
        await using var host = await StateHost.StartAsync(_store);
        await using var other = await StateHost.StartAsync(_store);
        await host.CreateAsync(new Request("een"), Tenants.Two);
        var stuck = Assert.Single(_store.Registered().Logs).Id;
        _store.Write(StateKeys.Page(StateKeys.Index(Tenants.Two, "aanvragen"), StateKeys.RootPage), "broken");
        await other.Get<Fence>().EndAsync(stuck, IndexConsumer.Name, TestContext.Current.CancellationToken);
        await host.CreateAsync(new Request("twee"));
        var own = Assert.Single(_store.Registered().Logs, l => l.Id != stuck).Id;

        await Eventually.TrueAsync(() => _store.ProgressOf(own, "index").Next > 0);

        Assert.Equal(0, _store.ProgressOf(stuck, "index").Next);
        Assert.Equal("twee", Assert.Single(await host.ListAsync()).Data.Name);
    }

    // In the pages by "a", and in the log by "b". Both pages exist, since a page that is new is refused by being there.
    private static async Task<Guid> MoveAwayAsync(StateHost host)
    {
        var made = await host.CreateAsync(new Request("een", "a"));
        await host.CreateAsync(new Request("twee", "b"));
        await host.FoldAsync();
        await host.ReplaceAsync(made.Id, new Request("een", "b"));
        return made.Id;
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static bool IsLookUp(StateOperation operation) => operation.Key.Contains("/_lookup/", StringComparison.Ordinal);

    // As an import of another leaves it: documents, and one entry that touches all of them.
    private string LeaveEntry(StateHost host, Oin tenant, int documents)
    {
        var codec = host.Get<DocumentCodec>();
        var identifiers = host.Get<IIdentifiers>();
        var ids = Enumerable.Range(0, documents).Select(_ => identifiers.NewDocument()).ToList();
        foreach (var id in ids)
        {
            var stored = codec.Write(Request.All, tenant, id, 1, new Request("veel", "bsn"), 1);
            _store.Write(StateKeys.Document(tenant, "aanvragen", id), JsonSerializer.Serialize(stored, StateJson.Platform.StoredDocument));
        }

        var mark = codec.Mark(Request.All, tenant, "bsn", "bsn", 1);
        var log = new RegisteredLog("00000000000000000000000000000009", "other", 1, ["index"]);
        var entry = new Entry(1, EntryKind.Entry, "other")
        {
            Touched = [new TouchedTree(StateKeys.Index(tenant, "aanvragen"), ids), new TouchedTree(StateKeys.LookUp(tenant, "aanvragen", "bsn", mark), ids)],
        };
        _store.Write(StateKeys.Entry(log.Id, 0), entry.Write());
        _store.Write(StateKeys.Progress(log.Id, "index"), Progress.Start.Write());
        _store.Write(StateKeys.Registration, JsonSerializer.Serialize(new Registration([1], [log]), StateJson.Platform.Registration));
        return log.Id;
    }

    [Fact]
    public async Task A_former_log_that_cannot_be_drained_does_not_hold_up_the_own_one()
    {
        var time = new ManualTime();
        var store = new FaultyStore(time);
        var former = await store.LeaveLogAsync(1);
        store.OnTransact = operations => operations.Any(o => o.Key == StateKeys.Progress(former, "index")) ? Fault.NotLanded : Fault.None;
        await using var host = await StateHost.StartAsync(store);
        await host.Get<Fence>().EndAsync(former, "index", TestContext.Current.CancellationToken);
        await host.CreateAsync(new Request("twee"));
        var own = host.Get<CurrentLog>().Log!.Registered;
        // What its loop finds once a roll and a commit came in between.
        var backlog = new IndexBacklog(new StateOptions(), time);
        backlog.Landed(own, 0, new Entry(Entry.NewestFormat, EntryKind.Entry, own.Owner));
        backlog.Ended(former);
        var loop = new IndexLoop(
            backlog, host.Get<IndexConsumer>(), host.Get<Follower>(), host.Get<Drainer>(), time, NullLogger<IndexLoop>.Instance);
        using var stop = new CancellationTokenSource();

        // Time stands still: each second try of the former log waits for ever.
        var catchUp = loop.TryCatchUpAsync(stop.Token);

        await Eventually.TrueAsync(() => store.ProgressOf(own.Id, "index").Next == 1);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => catchUp);
    }

    [Fact]
    public async Task Many_ids_without_their_documents_are_removed_in_several_transactions()
    {
        await using var host = await StateHost.StartAsync(_store);
        var made = await Task.WhenAll(Enumerable.Range(0, 600).Select(i => host.CreateAsync(new Request($"{i}", $"{i}"))));
        await host.FoldAsync();
        foreach (var document in made)
        {
            _store.Remove(StateKeys.Document(Tenants.One, "aanvragen", document.Id));
        }

        foreach (var document in made)
        {
            Assert.Empty(await host.SearchAsync(document.Data.Bsn!));
        }

        var sizes = new ConcurrentQueue<int>();
        _store.OnTransact = operations =>
        {
            sizes.Enqueue(operations.Count);
            return Fault.None;
        };
        await host.FoldAsync();

        Assert.NotEmpty(sizes);
        Assert.All(sizes, size => Assert.InRange(size, 1, 257));
        var pages = _store.Dump().Where(i => i.Key.Contains("/_lookup/", StringComparison.Ordinal)).ToList();
        Assert.All(pages, page => Assert.Empty(IndexPage.Read(page.Value).Ids));
    }
}
