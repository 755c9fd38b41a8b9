using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Sidecar.Tests.Contracts.State;

/// <summary>What a store refuses before anything is asked.</summary>
public abstract class StateRefusalsContract<TPlace>(TPlace place) : StateContract<TPlace>(place)
    where TPlace : Place
{
    [Fact]
    public async Task An_empty_transaction_is_an_error() =>
        await Assert.ThrowsAsync<ArgumentException>(() => TransactAsync());

    [Fact]
    public async Task A_key_twice_in_a_transaction_is_an_error()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => TransactAsync(Write("a", "een"), Write("b", "een"), Write("a", "twee")));

        Assert.Empty(await GetManyAsync("a", "b"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a||b")]
    [InlineData("||")]
    public async Task A_key_that_no_store_takes_is_an_error(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.GetAsync(key, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.GetManyAsync([key], Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.TransactAsync([StateOperation.Write(key, "-")], Cancellation));
    }

    [Fact]
    public async Task A_key_over_200_characters_is_an_error() =>
        await A_key_that_no_store_takes_is_an_error(new string('k', 201));

    [Theory]
    [InlineData(0)]
    [InlineData(-1000)]
    [InlineData(999)]
    [InlineData(1500)]
    public async Task A_time_to_live_that_is_not_in_whole_seconds_is_an_error(int milliseconds) =>
        await Assert.ThrowsAsync<ArgumentException>(() => TransactAsync(Write("a", "-", TimeSpan.FromMilliseconds(milliseconds))));

    [Fact]
    public async Task A_cancelled_caller_gets_no_answer()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.GetAsync(Key("a"), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.GetManyAsync([Key("a")], cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.TransactAsync([Write("a", "-")], cancelled.Token));
    }
}
