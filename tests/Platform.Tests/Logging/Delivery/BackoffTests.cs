using CommonGround.Platform.Logging.Delivery;
using CommonGround.Platform.Tests.BuildingBlocks;

namespace CommonGround.Platform.Tests.Logging.Delivery;

/// <summary>How long a Logboek that does not acknowledge is left alone.</summary>
public sealed class BackoffTests
{
    private readonly ManualTime _time = new();
    private readonly Backoff _backoff;

    public BackoffTests() => _backoff = new Backoff(new LogboekOptions(), _time);

    [Fact]
    public async Task Without_a_failure_nothing_waits() => Assert.True(await EndAsync());

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(7, 60)]
    [InlineData(100, 60)]
    public void The_pause_doubles_up_to_the_longest_and_never_becomes_none(int failures, int seconds)
    {
        for (var i = 0; i < failures; i++)
        {
            _backoff.Failed(null);
        }

        Assert.InRange(WaitedSeconds(), (seconds + 1) / 2, seconds);
        Assert.Equal(_time.GetTimestamp() + TimeSpan.FromSeconds(seconds).Ticks, _backoff.DueAfter(failures));
    }

    [Theory]
    [InlineData(30, 30)]
    [InlineData(86_400, 3600)]
    public void What_a_Logboek_asks_for_is_kept_to_within_an_hour(int asked, int waits)
    {
        _backoff.Failed(TimeSpan.FromSeconds(asked));

        Assert.Equal(waits, WaitedSeconds());
    }

    [Fact]
    public void An_answer_ends_the_pause_and_the_doubling()
    {
        _backoff.Failed(TimeSpan.FromHours(1));
        _backoff.Succeeded();
        Assert.Equal(0, WaitedSeconds());

        _backoff.Failed(null);
        Assert.InRange(WaitedSeconds(), 0, 1);
    }

    [Fact]
    public async Task What_is_stopped_in_a_pause_does_not_wait_once_more()
    {
        _backoff.Failed(TimeSpan.FromHours(1));
        using var stop = new CancellationTokenSource();
        var waiting = _backoff.TryEndAsync(stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False(await EndAsync());
    }

    private Task<bool> EndAsync() => _backoff.TryEndAsync(TestContext.Current.CancellationToken);

    // It gives its caller a turn every 10 seconds.
    private int WaitedSeconds()
    {
        for (var seconds = 0; ; seconds++)
        {
            var ends = EndAsync();
            if (ends.IsCompleted && ends.Result)
            {
                return seconds;
            }

            _time.Pass(TimeSpan.FromSeconds(1));
        }
    }
}
