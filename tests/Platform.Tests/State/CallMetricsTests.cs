namespace CommonGround.Platform.Tests.State;

public sealed class CallMetricsTests
{
    private readonly FaultyStore _store = new();

    [Fact]
    public async Task Keys_and_bytes_are_those_that_the_store_saw()
    {
        await using var host = await StateHost.StartAsync(_store, null, ("ProbeInterval", "00:01:00"));
        var made = await host.CreateAsync(new Request("één"));
        await Eventually.TrueAsync(() => host.Readiness.Missing is null);
        using var instruments = new Instruments(host);
        var read = instruments.Observe("commonground.state.read.keys");
        var bytes = instruments.Observe("commonground.state.read.size");
        var written = instruments.Observe("commonground.state.written.keys");
        _store.ResetCounts();

        await host.CreateAsync(new Request("twee"));
        await host.GetAsync(made.Id);
        await host.GetAsync(Guid.NewGuid());

        // The document and the entry; the document that is there and the one that is not.
        Assert.Equal(2, instruments.Observe("commonground.state.written.keys") - written);
        Assert.Equal(2, instruments.Observe("commonground.state.read.keys") - read);
        Assert.Equal(_store.Counts.BytesRead, instruments.Observe("commonground.state.read.size") - bytes);
        Assert.True(_store.Counts.BytesRead > 0);
    }

    [Fact]
    public async Task Each_call_has_its_duration_by_operation()
    {
        await using var host = await StateHost.StartAsync(_store);
        var made = await host.CreateAsync(new Request("een"));
        using var instruments = new Instruments(host);
        _store.BeforeRead = () => Task.Delay(20);

        await host.GetAsync(made.Id);
        await host.ListAsync();
        await host.CreateAsync(new Request("twee"));

        Assert.Contains(instruments.Measured("commonground.state.call.duration{get}"), seconds => seconds is >= 0.015 and < 5);
        Assert.NotEmpty(instruments.Measured("commonground.state.call.duration{get_many}"));
        Assert.Single(instruments.Measured("commonground.state.call.duration{transact}"));
    }

    [Fact]
    public async Task A_call_that_failed_says_so()
    {
        await using var host = await StateHost.StartAsync(_store, null, ("StoreTimeout", "00:00:00.05"));
        var made = await host.CreateAsync(new Request("een"));
        using var instruments = new Instruments(host);
        _store.FailNext(Fault.NotLanded, _ => true);
        await host.CreateAsync(new Request("twee"));
        _store.ReadFails = keys => keys.Any(key => key.EndsWith($"{made.Id}", StringComparison.Ordinal));
        await Assert.ThrowsAnyAsync<Exception>(() => host.GetAsync(made.Id));
        var never = new TaskCompletionSource();
        _store.BeforeRead = () => never.Task;
        await Assert.ThrowsAnyAsync<Exception>(() => host.GetAsync(made.Id));
        never.SetResult();

        Assert.Single(instruments.Measured("commonground.state.call.duration{transact,not_acknowledged}"));
        Assert.Contains(instruments.Measured("commonground.state.call.duration{get,error}"), seconds => seconds < 5);
        Assert.Contains(instruments.Measured("commonground.state.call.duration{get,timeout}"), seconds => seconds >= 0.04);
    }
}
