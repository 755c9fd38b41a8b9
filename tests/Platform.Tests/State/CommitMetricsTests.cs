using CommonGround.Platform.State;

namespace CommonGround.Platform.Tests.State;

public sealed class CommitMetricsTests
{
    private readonly FaultyStore _store = new();

    [Fact]
    public async Task A_commit_counts_once_with_the_requests_that_share_it()
    {
        await using var host = await StateHost.StartAsync(_store);
        using var instruments = new Instruments(host);
        using var gate = new CommitGate(_store);
        var first = host.CreateAsync(new Request("eerst"));
        await gate.Reached;
        var waiting = Enumerable.Range(0, 3).Select(i => host.CreateAsync(new Request($"{i}"))).ToList();
        await CommitGate.WaitForQueueAsync(host, 3);

        Assert.Equal(3, instruments.Observe("commonground.state.queue.length"));
        gate.Open();
        await Task.WhenAll([first, .. waiting]);

        Assert.Equal([1, 3], instruments.Measured("commonground.state.commit.requests"));
        Assert.Equal([1, 1], instruments.Measured("commonground.state.commits"));
        Assert.Equal(0, instruments.Observe("commonground.state.queue.length"));
        Assert.Empty(instruments.Measured("commonground.state.commit.voids"));
    }

    [Fact]
    public async Task A_lost_race_is_a_conflict_and_a_void()
    {
        await using var host = await StateHost.StartAsync(_store);
        var made = await host.CreateAsync(new Request("een"));
        using var instruments = new Instruments(host);
        var key = StateKeys.Document(Tenants.One, Request.All.Name, made.Id);
        var raced = 0;
        _store.BeforeTransact = operations =>
        {
            if (operations.Any(o => o.Key == key) && Interlocked.Exchange(ref raced, 1) == 0)
            {
                _store.Touch(key);
            }

            return Task.CompletedTask;
        };

        Assert.NotNull(await host.ReplaceAsync(made.Id, new Request("twee")));

        Assert.Equal([1], instruments.Measured("commonground.state.commit.conflicts"));
        Assert.Equal([1], instruments.Measured("commonground.state.commit.voids"));
        Assert.Equal([1], instruments.Measured("commonground.state.commits"));
        Assert.Empty(instruments.Measured("commonground.state.commit.unknown_outcomes"));
    }

    [Fact]
    public async Task An_outcome_that_is_unknown_is_counted_when_the_caller_is_told()
    {
        await using var host = await StateHost.StartAsync(_store, null, ("AnswerTimeout", "00:00:00.5"), ("StoreTimeout", "00:00:00.1"));
        await host.CreateAsync(new Request("eerst"));
        using var instruments = new Instruments(host);
        _store.ReadFails = _ => true;
        _store.FailNext(Fault.AnswerLost, _ => true);

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => host.CreateAsync(new Request("onbekend")));

        Assert.Equal([1], instruments.Measured("commonground.state.commit.unknown_outcomes"));
        _store.ReadFails = _ => false;
    }

    [Fact]
    public async Task The_lag_of_the_index_is_what_landed_and_was_not_taken()
    {
        await using var host = await StateHost.StartAsync(_store);
        using var instruments = new Instruments(host);
        for (var i = 0; i < 3; i++)
        {
            await host.CreateAsync(new Request($"{i}"));
        }

        Assert.Equal(3, instruments.Observe("commonground.state.index.lag"));
        await host.FoldAsync();

        Assert.Equal(0, instruments.Observe("commonground.state.index.lag"));
    }
}
