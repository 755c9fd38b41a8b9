using CommonGround.Platform.State;
using CommonGround.Platform.Tests.BuildingBlocks;

namespace CommonGround.Platform.Tests.State;

public sealed class SignalTests
{
    private readonly ManualTime _time = new();
    private readonly Signal _signal = new();

    [Fact]
    public async Task Set_before_somebody_waits_it_lets_one_pass()
    {
        _signal.Set();
        _signal.Set();

        Assert.True(await WaitAsync());
        Assert.False(WaitAsync().IsCompleted);
    }

    [Fact]
    public async Task It_wakes_who_waits_once()
    {
        var first = WaitAsync();
        Assert.False(first.IsCompleted);

        _signal.Set();

        Assert.True(await first);
        Assert.False(WaitAsync().IsCompleted);
    }

    [Fact]
    public async Task Past_the_limit_it_says_no_and_a_later_signal_is_kept()
    {
        var first = WaitAsync();
        _time.Pass(TimeSpan.FromSeconds(1));
        Assert.False(await first);

        _signal.Set();

        Assert.True(await WaitAsync());
    }

    [Fact]
    public async Task A_waiter_that_was_cancelled_takes_no_signal_with_it()
    {
        using var cancel = new CancellationTokenSource();
        var first = _signal.WaitAsync(Timeout.InfiniteTimeSpan, _time, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        _signal.Set();

        Assert.True(await WaitAsync());
    }

    [Fact]
    public void A_reset_forgets()
    {
        _signal.Set();

        _signal.Reset();

        Assert.False(WaitAsync().IsCompleted);
    }

    private Task<bool> WaitAsync() => _signal.WaitAsync(TimeSpan.FromSeconds(1), _time, TestContext.Current.CancellationToken);
}
