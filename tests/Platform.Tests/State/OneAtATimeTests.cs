using CommonGround.Platform.State;

namespace CommonGround.Platform.Tests.State;

public sealed class OneAtATimeTests
{
    private readonly OneAtATime _one = new();

    [Fact]
    public async Task They_pass_in_order_of_arrival_and_who_gave_up_is_left_out()
    {
        using var giveUp = new CancellationTokenSource();
        await EnterAsync(CancellationToken.None);
        var second = EnterAsync(giveUp.Token);
        var third = EnterAsync(CancellationToken.None);
        var fourth = EnterAsync(CancellationToken.None);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(third.IsCompleted);

        _one.Leave();
        await third;
        Assert.False(fourth.IsCompleted);

        _one.Leave();
        await fourth;
        _one.Leave();
        await EnterAsync(CancellationToken.None);
    }

    private Task EnterAsync(CancellationToken cancellationToken) => _one.EnterAsync(cancellationToken);
}
