using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State;
using CommonGround.Platform.Tests.BuildingBlocks;

namespace CommonGround.Platform.Tests.State;

/// <summary>
/// A store that fails, is silent or is too slow. Where a time-out has to end, the test moves the clock: on a busy machine everything takes as long
/// as a short one.
/// </summary>
public sealed class StoreDownTests
{
    private readonly FaultyStore _store = new();

    [Fact]
    public async Task Reads_of_a_store_that_fails_are_unavailable_and_never_absent()
    {
        await using var host = await StateHost.StartAsync(_store);
        var made = await host.CreateAsync(new Request("een", "bsn"));
        _store.ReadFails = _ => true;

        await Assert.ThrowsAsync<StateUnavailableException>(() => host.GetAsync(made.Id));
        await Assert.ThrowsAsync<StateUnavailableException>(() => host.ListAsync());
        await Assert.ThrowsAsync<StateUnavailableException>(() => host.SearchAsync("bsn"));
        await Assert.ThrowsAsync<StateUnavailableException>(() => host.ReplaceAsync(made.Id, new Request("twee")));
    }

    [Fact]
    public async Task A_silent_store_is_unavailable_too()
    {
        var time = new ManualTime();
        var store = new FaultyStore(time);
        await using var host = await StateHost.StartAsync(store, null, ("StoreTimeout", "00:00:05"));
        var made = await host.CreateAsync(new Request("een"));
        var never = new TaskCompletionSource();
        store.BeforeRead = () => never.Task;

        var read = host.GetAsync(made.Id);
        await time.PassUntilAsync(() => read.IsCompleted);

        await Assert.ThrowsAsync<StateUnavailableException>(() => read);
        never.SetResult();
    }

    [Fact]
    public async Task A_change_that_was_not_sent_in_time_is_not_done()
    {
        var time = new ManualTime();
        var store = new FaultyStore(time) { OnTransact = _ => Fault.NotLanded };
        await using var host = await StateHost.StartAsync(store, null, ("AnswerTimeout", "00:05:00"));

        var change = host.CreateAsync(new Request("een"));
        await time.PassUntilAsync(() => change.IsCompleted);
        await Assert.ThrowsAsync<StateUnavailableException>(() => change);
        store.OnTransact = _ => Fault.None;

        var next = host.CreateWhenPossibleAsync(new Request("twee"));
        await time.PassUntilAsync(() => next.IsCompleted);
        await next;
        Assert.Equal("twee", Assert.Single(await host.ListAsync()).Data.Name);
    }

    [Theory]
    [InlineData(nameof(Fault.AnswerLost), 2)]
    [InlineData(nameof(Fault.NotLanded), 1)]
    [InlineData(nameof(Fault.Silent), 2)]
    public async Task A_change_that_was_sent_and_not_settled_is_unknown_and_never_sent_again(string fault, int documents)
    {
        var time = new ManualTime();
        var store = new FaultyStore(time);
        await using var host = await StateHost.StartAsync(store, null, ("AnswerTimeout", "00:05:00"));
        await host.CreateAsync(new Request("eerst"));
        store.ReadFails = _ => true;
        store.FailNext(Enum.Parse<Fault>(fault), operations => operations.Any(o => o.Key.Contains("/aanvragen/", StringComparison.Ordinal)));

        var change = host.CreateAsync(new Request("onbekend"));
        await time.PassUntilAsync(() => change.IsCompleted);
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => change);
        store.ReadFails = _ => false;

        var next = host.CreateWhenPossibleAsync(new Request("later"));
        await time.PassUntilAsync(() => next.IsCompleted);
        await next;
        Assert.Equal(documents + 1, (await host.ListAsync()).Count);
    }

    [Fact]
    public async Task A_caller_that_leaves_before_its_change_was_sent_takes_it_out()
    {
        await using var host = await StateHost.StartAsync(_store);
        using var gate = new CommitGate(_store);
        var first = host.CreateAsync(new Request("eerst"));
        await gate.Reached;
        using var leave = new CancellationTokenSource();
        var left = host.Documents.ChangeAsync(
            Tenants.One, (changes, _) => Task.FromResult(changes.Create(Request.All, new Request("weg"))), leave.Token);
        await CommitGate.WaitForQueueAsync(host, 1);

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await CommitGate.WaitForQueueAsync(host, 0);
        gate.Open();

        await first;
        Assert.Equal("eerst", Assert.Single(await host.ListAsync()).Data.Name);
    }

    [Fact]
    public async Task Past_the_queue_changes_are_told_to_come_back()
    {
        await using var host = await StateHost.StartAsync(_store, null, ("QueueLength", "4"));
        using var gate = new CommitGate(_store);
        var first = host.CreateAsync(new Request("eerst"));
        await gate.Reached;
        var waiting = Enumerable.Range(0, 4).Select(i => host.CreateAsync(new Request($"{i}"))).ToList();
        await CommitGate.WaitForQueueAsync(host, 4);

        var busy = await Assert.ThrowsAsync<StateBusyException>(() => host.CreateAsync(new Request("te veel")));
        Assert.True(busy.RetryAfter > TimeSpan.Zero);
        Assert.Equal("The commit queue is full.", host.Readiness.Missing);
        gate.Open();

        await Task.WhenAll([first, .. waiting]);
        Assert.Equal(5, (await host.ListAsync()).Count);
    }

    [Fact]
    public async Task Changes_wait_for_an_index_that_is_too_far_behind()
    {
        await using var host = await StateHost.StartAsync(_store, null, ("IndexBehindLimit", "10"), ("FoldEntries", "5"));
        _store.OnTransact = operations => operations.Any(o => o.Key.EndsWith("/progress/index", StringComparison.Ordinal) && o.Condition == StateCondition.Unchanged)
            ? Fault.NotLanded
            : Fault.None;
        for (var i = 0; i < 11; i++)
        {
            await host.CreateAsync(new Request($"{i}"));
        }

        await Assert.ThrowsAsync<StateBusyException>(() => host.CreateAsync(new Request("te veel")));
        Assert.Equal(11, (await host.ListAsync()).Count);
        _store.OnTransact = _ => Fault.None;

        // Fewer than it takes at once may wait for more.
        await Eventually.TrueAsync(() => host.Get<Platform.State.Indexing.IndexBacklog>().Behind < 5);
        await host.CreateAsync(new Request("weer"));
    }

    [Fact]
    public async Task Readiness_follows_a_read_of_its_own()
    {
        await using var host = await StateHost.StartAsync(_store, null, ("ProbeInterval", "00:00:00.01"));
        await Eventually.TrueAsync(() => host.Readiness.Missing is null);

        _store.ReadFails = _ => true;
        await Eventually.TrueAsync(() => host.Readiness.Missing == "The state store does not answer.");

        _store.ReadFails = _ => false;
        await Eventually.TrueAsync(() => host.Readiness.Missing is null);
    }

    [Fact]
    public async Task A_start_while_the_store_is_down_goes_on_when_it_is_back()
    {
        var time = new ManualTime();
        var store = new FaultyStore(time);
        await using (var crashed = await StateHost.StartAsync(store))
        {
            await crashed.CreateAsync(new Request("een"));
            await crashed.KillAsync();
        }

        store.ReadFails = _ => true;
        await using var host = await StateHost.StartAsync(store);
        await Assert.ThrowsAsync<StateUnavailableException>(() => host.ListAsync());
        store.ReadFails = _ => false;

        Assert.Single(await host.ListAsync());
        await time.PassUntilAsync(() => store.Dump().ContainsKey(StateKeys.DrainedList));
        Assert.Single(await host.ListAsync());
    }

    [Fact]
    public async Task A_store_that_reads_and_does_not_write_makes_unready_until_it_does()
    {
        var time = new ManualTime();
        var store = new FaultyStore(time) { OnTransact = _ => Fault.NotLanded };
        await using var host = await StateHost.StartAsync(store, null, ("StoreTimeout", "00:00:05"), ("AnswerTimeout", "00:05:00"));
        await Eventually.TrueAsync(() => host.Readiness.Missing is null);
        var change = host.CreateAsync(new Request("een"));

        await time.PassUntilAsync(() => host.Readiness.Missing is not null);
        Assert.Equal("The state store reads, but a commit is not settled.", host.Readiness.Missing);
        store.OnTransact = _ => Fault.None;

        await time.PassUntilAsync(() => host.Readiness.Missing is null);
        await change;
    }
}
