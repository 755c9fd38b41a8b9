using System.Collections.Concurrent;
using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Committing;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Tests.State;

/// <summary>Many tenants, and requests that are too large, always fail or touch very much: the others go on.</summary>
public sealed class LimitTests
{
    private readonly FaultyStore _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_355_tenants_at_once_share_commits_and_see_their_own_only()
    {
        var tenants = Enumerable.Range(1, 355).Select(n => Oin.Parse($"00000003{n:D12}")).ToList();
        await using var host = await StateHost.StartAsync(_store);
        using var gate = new CommitGate(_store);
        var first = host.CreateAsync(new Request("eerste", "bsn"));
        await gate.Reached;
        var creates = tenants.SelectMany(t => Enumerable.Range(1, 2).Select(i => host.CreateAsync(new Request($"{t} {i}", "bsn"), t))).ToList();
        await CommitGate.WaitForQueueAsync(host, creates.Count);
        _store.ResetCounts();
        gate.Open();
        await Task.WhenAll([first, .. creates]);

        // 710 in groups of 64, and the one that held them up.
        Assert.InRange(_store.Counts.Transactions, 12, 14);
        await CheckAsync();
        await host.FoldAsync();
        await CheckAsync();

        async Task CheckAsync()
        {
            foreach (var tenant in tenants)
            {
                string[] own = [$"{tenant} 1", $"{tenant} 2"];
                Assert.Equal(own, (await host.ListAsync(tenant: tenant)).Select(d => d.Data.Name).Order());
                Assert.Equal(own, (await host.SearchAsync("bsn", tenant: tenant)).Select(d => d.Data.Name).Order());
            }
        }
    }

    [Theory]
    [InlineData(1, 70_000)]
    [InlineData(300, 10)]
    public async Task A_change_that_is_too_large_is_refused_while_the_others_go_on(int documents, int length)
    {
        await using var host = await StateHost.StartAsync(_store, null, ("GroupBytes", "65536"));
        using var gate = new CommitGate(_store);
        var first = host.CreateAsync(new Request("eerste"));
        await gate.Reached;
        var before = Enumerable.Range(0, 10).Select(i => host.CreateAsync(new Request($"voor {i}"))).ToList();

        var large = host.Documents.ChangeAsync(
            Tenants.One,
            (changes, _) =>
            {
                for (var i = 0; i < documents; i++)
                {
                    changes.Create(Request.All, new Request(new string('x', length)));
                }

                return Task.FromResult(true);
            },
            Cancel);
        await Assert.ThrowsAsync<ChangeTooLargeException>(() => large);
        var after = Enumerable.Range(0, 10).Select(i => host.CreateAsync(new Request($"na {i}"))).ToList();
        gate.Open();

        await Task.WhenAll([first, .. before, .. after]);
        Assert.Equal(21, (await host.ListAsync()).Count);
    }

    [Fact]
    public async Task One_that_always_fails_among_63_costs_a_few_voids_and_nobody_else()
    {
        await using var host = await StateHost.StartAsync(_store);
        var poison = await host.CreateAsync(new Request("gif"));
        using var gate = new CommitGate(_store);
        var first = host.CreateAsync(new Request("eerste"));
        await gate.Reached;
        _store.OnTransact = operations => operations.Any(o => o.Key == StateKeys.Document(Tenants.One, "aanvragen", poison.Id)) ? Fault.NotLanded : Fault.None;
        var refused = host.ReplaceAsync(poison.Id, new Request("nooit"));
        var others = Enumerable.Range(0, 63).Select(i => host.CreateAsync(new Request($"ander {i}"))).ToList();
        await CommitGate.WaitForQueueAsync(host, 64);
        gate.Open();

        await Task.WhenAll([first, .. others]);
        await Assert.ThrowsAsync<StateUnavailableException>(() => refused);

        // Of the group, and two alone.
        Assert.Equal(3, Entries().Count(e => e.Kind == EntryKind.Void));
        Assert.Equal(65, (await host.ListAsync()).Count);
        Assert.Equal("gif", (await host.GetAsync(poison.Id))!.Data.Name);
    }

    [Fact]
    public async Task Ten_thousand_ids_in_one_entry_are_folded_in_parts_and_found_before_during_and_after()
    {
        // Nothing is folded before the test says so.
        await using var host = await StateHost.StartAsync(_store, null, ("GroupBytes", $"{3 * 1024 * 1024}"), ("PageIds", "16"), ("FoldTouches", "65536"));
        await host.Documents.ChangeAsync(
            Tenants.One, (changes, _) => Task.FromResult(Enumerable.Range(0, 250).Select(i => changes.Create(Wide.All, new Wide(i))).ToList()), Cancel);
        Assert.Equal(10_000, Assert.Single(Entries()).TouchCount());
        await CheckAsync(host);

        // The fold fails after ten transactions, in the middle of the entry.
        var folds = 0;
        _store.OnTransact = _ =>
        {
            Interlocked.Increment(ref folds);
            return Fault.None;
        };
        _store.ReadFails = keys => Volatile.Read(ref folds) >= 10 && keys.Any(IsProgress);
        Assert.False(await host.Get<Platform.State.Indexing.IndexLoop>().TryCatchUpAsync(Cancel));
        _store.ReadFails = _ => false;
        Assert.True(Position() is { Next: 0, Done: > 0 and < 10_000 });
        await using (var other = await StateHost.StartAsync(_store))
        {
            await CheckAsync(other);
        }

        await host.CreateAsync(new Request("erna"));
        await host.FoldAsync();
        await CheckAsync(host);
        Assert.InRange(folds, 10_000 / 256, 100);
    }

    [Fact]
    public async Task A_tenant_that_floods_makes_room_for_another_whose_turn_is_next()
    {
        await using var host = await StateHost.StartAsync(_store, null, ("QueueLength", "64"), ("GroupRequests", "8"));
        using var gate = new CommitGate(_store);
        var first = host.CreateAsync(new Request("eerste"));
        await gate.Reached;
        var flood = Enumerable.Range(0, 64).Select(i => host.CreateAsync(new Request($"{i}"))).ToList();
        await CommitGate.WaitForQueueAsync(host, 64);

        var other = host.CreateAsync(new Request("ander"), Tenants.Two);
        await Assert.ThrowsAsync<StateBusyException>(() => flood[^1]);
        await Assert.ThrowsAsync<StateBusyException>(() => host.CreateAsync(new Request("te veel")));
        var commits = new ConcurrentQueue<IReadOnlyList<StateOperation>>();
        _store.OnTransact = operations =>
        {
            commits.Enqueue(operations);
            return Fault.None;
        };
        gate.Open();

        await Task.WhenAll([first, other, .. flood.SkipLast(1)]);
        // The first is the one that was held up.
        Assert.Contains(commits.ElementAt(1), o => o.Key.StartsWith($"{Tenants.Two}/", StringComparison.Ordinal));
        Assert.Equal(64, (await host.ListAsync()).Count);
    }

    [Fact]
    public async Task A_tenant_that_floods_one_document_makes_room_for_another_that_waits_for_its_own()
    {
        await using var host = await StateHost.StartAsync(_store, null, ("QueueLength", "8"));
        var hot = await host.CreateAsync(new Request("heet"));
        var own = await host.CreateAsync(new Request("eigen"), Tenants.Two);
        using var gate = new CommitGate(_store);
        var first = host.ReplaceAsync(hot.Id, new Request("eerste"));
        await gate.Reached;
        var firstOfOther = ChangeOwnAsync();
        await CommitGate.WaitForQueueAsync(host, 1);
        var flood = Enumerable.Range(0, 8).Select(i => host.ReplaceAsync(hot.Id, new Request($"{i}"))).ToList();
        await Eventually.TrueAsync(() => host.Get<KeyTurns>().Waiting == 8);

        var other = ChangeOwnAsync();
        await Assert.ThrowsAsync<StateBusyException>(() => Task.WhenAny(flood).Unwrap());
        gate.Open();

        await Task.WhenAll((Task[])[first, firstOfOther, other]);
        await Assert.ThrowsAsync<StateBusyException>(() => Task.WhenAll(flood));
        Assert.Equal(7, flood.Count(change => change.IsCompletedSuccessfully));
        Assert.Equal(3, (await other).Version);
        Assert.Equal(9, (await host.GetAsync(hot.Id))!.Version);

        Task<Document<Request>> ChangeOwnAsync() => host.Documents.ChangeAsync(
            Tenants.Two,
            async (changes, ct) => changes.Replace(Request.All, (await changes.GetAsync(Request.All, own.Id, ct))!, new Request("anders")),
            Cancel);
    }

    [Fact]
    public async Task While_one_tenant_floods_for_long_no_change_of_another_is_refused()
    {
        await using var host = await StateHost.StartAsync(_store, null, ("QueueLength", "32"), ("GroupRequests", "4"));
        using var enough = new CancellationTokenSource();
        var refused = 0;
        var flood = Enumerable.Range(0, 100).Select(_ => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                try
                {
                    await host.CreateAsync(new Request("vloed"));
                }
                catch (StateBusyException)
                {
                    Interlocked.Increment(ref refused);
                    await Task.Yield();
                }
            }
        })).ToList();
        await Eventually.TrueAsync(() => Volatile.Read(ref refused) > 0);

        for (var i = 0; i < 50; i++)
        {
            await host.CreateAsync(new Request($"{i}"), Tenants.Two);
        }

        await enough.CancelAsync();
        await Task.WhenAll(flood);
        Assert.Equal(50, (await host.ListAsync(tenant: Tenants.Two)).Count);
    }

    private static async Task CheckAsync(StateHost host)
    {
        Assert.Equal(Enumerable.Range(0, 250), (await ListAsync(after => host.Documents.ListAsync(Wide.All, Tenants.One, after, 100, Cancel))).Order());
        foreach (var (lookUp, value) in new[] { (0, 0), (1, 4), (20, 2), (Wide.LookUps - 1, 3) })
        {
            var expected = Enumerable.Range(0, 250).Where(n => (n + lookUp) % Wide.Values == value);
            var found = await ListAsync(after => host.Documents.SearchAsync(Wide.All, Tenants.One, $"l{lookUp}", $"{value}", after, 100, Cancel));
            Assert.Equal(expected, found.Order());
        }
    }

    private static async Task<List<int>> ListAsync(Func<Guid?, Task<DocumentPage<Wide>>> page)
    {
        var all = new List<int>();
        for (DocumentPage<Wide> next = await page(null); ; next = await page(next.Next))
        {
            all.AddRange(next.Items.Select(d => d.Data.Number));
            if (next.Next is null)
            {
                return all;
            }
        }
    }

    private static bool IsProgress(string key) => key.EndsWith("/progress/index", StringComparison.Ordinal);

    private Progress Position() => JsonSerializer.Deserialize(_store.Dump().Single(i => IsProgress(i.Key)).Value, StateJson.Platform.Progress)!;

    private List<Entry> Entries() =>
        [.. _store.Dump().Where(i => i.Key.StartsWith("_/", StringComparison.Ordinal) && char.IsAsciiDigit(i.Key[^1]) && i.Key.Count(c => c == '/') == 2)
            .Select(i => Entry.Read(i.Value))];
}
