using System.Collections.Concurrent;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State;

namespace CommonGround.Platform.Tests.State;

public sealed class CommitTests
{
    private readonly FaultyStore _store = new();

    [Theory]
    [InlineData(nameof(Fault.AnswerLost))]
    [InlineData(nameof(Fault.NotLanded))]
    [InlineData(nameof(Fault.LandsLate))]
    public async Task A_create_whose_answer_is_lost_is_acknowledged_once_and_made_once(string fault)
    {
        await using var host = await StateHost.StartAsync(_store);
        _store.FailNext(Enum.Parse<Fault>(fault), IsCommit);

        var made = await host.CreateAsync(new Request("een"));
        _store.LandLate();

        Assert.Equal(made.Id, Assert.Single(await host.ListAsync()).Id);
        Assert.Single(_store.Dump().Keys, IsDocument);
    }

    [Fact]
    public async Task A_transaction_that_lands_after_its_void_changes_nothing()
    {
        await using var host = await StateHost.StartAsync(_store);
        _store.FailNext(Fault.LandsLate, IsCommit);
        await host.CreateAsync(new Request("een"));
        var before = _store.Dump();

        Assert.Equal([false], _store.LandLate());

        Assert.Equal(before, _store.Dump());
        Assert.Contains(before.Values, value => value.Contains("\"void\"", StringComparison.Ordinal));
    }

    /// <summary>PostgreSQL and MySQL deadlock on opposite orders (commit-log 2).</summary>
    [Fact]
    public async Task The_operations_of_every_transaction_are_sent_in_the_order_of_their_keys()
    {
        await using var host = await StateHost.StartAsync(_store);
        var sent = new ConcurrentQueue<string[]>();
        var made = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            made.Add((await host.CreateAsync(new Request($"{i}"))).Id);
        }

        _store.OnTransact = operations =>
        {
            sent.Enqueue([.. operations.Select(operation => operation.Key)]);
            return Fault.None;
        };
        using var gate = new CommitGate(_store);
        var first = host.CreateAsync(new Request("eerste"));
        await gate.Reached;
        var others = Enumerable.Reverse(made).Select(id => host.ReplaceAsync(id, new Request("anders"))).ToList();
        await CommitGate.WaitForQueueAsync(host, 5);
        gate.Open();
        await Task.WhenAll(first, Task.WhenAll(others));

        Assert.Contains(sent, keys => keys.Length >= 6);
        Assert.All(sent, keys => Assert.Equal(keys.Order(StringComparer.Ordinal), keys));
    }

    [Fact]
    public async Task A_loser_in_a_group_decides_again_while_the_others_go_on()
    {
        await using var host = await StateHost.StartAsync(_store);
        var loser = await host.CreateAsync(new Request("verliezer"));
        using var gate = new CommitGate(_store);
        var first = host.CreateAsync(new Request("eerste"));
        await gate.Reached;
        var decided = 0;
        var lost = host.ReplaceAsync(loser.Id, read =>
        {
            if (Interlocked.Increment(ref decided) == 1)
            {
                _store.Touch(StateKeys.Document(Tenants.One, "aanvragen", loser.Id));
            }

            return read with { Name = "gewonnen" };
        });
        var others = Enumerable.Range(0, 10).Select(i => host.CreateAsync(new Request($"ander {i}"))).ToList();
        await CommitGate.WaitForQueueAsync(host, 11);
        gate.Open();

        await Task.WhenAll([first, .. others]);
        Assert.Equal(2, (await lost)!.Version);
        Assert.Equal(2, decided);
        Assert.Equal(12, (await host.ListAsync()).Count);
        Assert.Equal("gewonnen", (await host.GetAsync(loser.Id))!.Data.Name);
    }

    [Fact]
    public async Task Two_changes_of_one_document_at_once_are_both_made_one_after_the_other()
    {
        await using var host = await StateHost.StartAsync(_store);
        var made = await host.CreateAsync(new Request(""));

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => host.ReplaceAsync(made.Id, read => new Request(read.Name + i))));

        var changed = await host.GetAsync(made.Id);
        Assert.Equal(11, changed!.Version);
        Assert.Equal("0123456789", string.Concat(changed.Data.Name.Order()));
        Assert.DoesNotContain(_store.Dump().Values, value => value.Contains("\"void\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Requests_at_the_same_time_share_one_transaction()
    {
        await using var host = await StateHost.StartAsync(_store);
        using var gate = new CommitGate(_store);
        var first = host.CreateAsync(new Request("eerste"));
        await gate.Reached;
        var others = Enumerable.Range(0, 64).Select(i => host.CreateAsync(new Request($"ander {i}"))).ToList();
        await CommitGate.WaitForQueueAsync(host, 64);
        _store.ResetCounts();
        gate.Open();

        await Task.WhenAll([first, .. others]);

        Assert.Equal(2, _store.Counts.Transactions);
        Assert.Equal(2 + 65, _store.Counts.KeysWritten);
    }

    [Fact]
    public async Task A_replica_whose_log_was_ended_by_another_goes_on_in_a_new_one()
    {
        await using var host = await StateHost.StartAsync(_store);
        await host.CreateAsync(new Request("een"));
        await using var other = await StateHost.StartAsync(_store);
        await other.TakeOverAsync();

        await host.CreateAsync(new Request("twee"));
        await host.CreateAsync(new Request("drie"));

        Assert.Equal(["een", "twee", "drie"], (await other.ListAsync()).Select(d => d.Data.Name));
        Assert.Equal(["een", "twee", "drie"], (await host.ListAsync()).Select(d => d.Data.Name));
    }

    [Fact]
    public async Task A_request_that_can_never_land_is_refused_and_stalls_nobody()
    {
        await using var host = await StateHost.StartAsync(_store);
        var poison = await host.CreateAsync(new Request("gif"));
        var key = StateKeys.Document(Tenants.One, "aanvragen", poison.Id);
        _store.OnTransact = operations => operations.Any(o => o.Key == key) ? Fault.NotLanded : Fault.None;
        using var gate = new CommitGate(_store);
        var first = host.CreateAsync(new Request("eerste"));
        await gate.Reached;

        var refused = host.ReplaceAsync(poison.Id, new Request("nooit"));
        var others = Enumerable.Range(0, 63).Select(i => host.CreateAsync(new Request($"ander {i}"))).ToList();
        await CommitGate.WaitForQueueAsync(host, 64);
        gate.Open();

        await Task.WhenAll([first, .. others]);
        await Assert.ThrowsAsync<StateUnavailableException>(() => refused);
        Assert.Equal(65, (await host.ListAsync()).Count);
        Assert.Equal("gif", (await host.GetAsync(poison.Id))!.Data.Name);
        // One in company, and two alone.
        Assert.Equal(3, _store.Dump().Values.Count(value => value.Contains("\"void\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_change_that_fits_in_no_entry_is_refused_before_it_is_sent()
    {
        await using var host = await StateHost.StartAsync(_store, null, ("GroupBytes", "65536"));

        await Assert.ThrowsAsync<ChangeTooLargeException>(() => host.CreateAsync(new Request(new string('x', 65536))));

        Assert.Empty(_store.Dump());
    }

    [Fact]
    public async Task A_decision_that_changes_nothing_commits_nothing()
    {
        await using var host = await StateHost.StartAsync(_store);

        Assert.Null(await host.ReplaceAsync(Guid.CreateVersion7(), new Request("niets")));

        Assert.Empty(_store.Dump());
    }

    [Fact]
    public async Task What_is_made_and_deleted_in_one_decision_leaves_nothing()
    {
        await using var host = await StateHost.StartAsync(_store);

        await host.Documents.ChangeAsync(
            Tenants.One,
            (changes, _) =>
            {
                changes.Delete(Request.All, changes.Create(Request.All, new Request("even")));
                return Task.FromResult(true);
            },
            TestContext.Current.CancellationToken);

        Assert.Empty(_store.Dump());
    }

    private static bool IsCommit(IReadOnlyList<StateOperation> operations) => operations.Any(o => IsDocument(o.Key));

    private static bool IsDocument(string key) => key.Contains("/aanvragen/", StringComparison.Ordinal) && !key.Contains("/_", StringComparison.Ordinal);
}
