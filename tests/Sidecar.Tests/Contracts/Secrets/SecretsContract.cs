using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Sidecar.Tests.Contracts.Secrets;

/// <summary>What the platform asks of a secret store. Every place has a secret <c>proefgeheim</c> with two keys, and one that is empty.</summary>
public abstract class SecretsContract<TPlace>(TPlace place) : Contract<TPlace>(place)
    where TPlace : Place
{
    [Fact]
    public async Task A_secret_has_its_keys()
    {
        var secret = await Place.Secrets.GetAsync("proefgeheim", Cancellation);

        Assert.Equal([("eerste", "een"), ("tweede", "twee")], secret.Select(value => (value.Key, value.Value)).Order());
    }

    [Fact]
    public async Task A_secret_that_is_absent_is_named_by_the_error()
    {
        var missing = await Assert.ThrowsAsync<SecretMissingException>(() => Place.Secrets.GetAsync("bestaatniet", Cancellation));

        Assert.Contains("'bestaatniet'", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_secret_is_a_missing_one()
    {
        var missing = await Assert.ThrowsAsync<SecretMissingException>(() => Place.Secrets.GetAsync("leeg", Cancellation));

        Assert.Contains("'leeg'", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_read_by_many_at_once_is_the_same_for_all()
    {
        var reads = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Place.Secrets.GetAsync("proefgeheim", Cancellation), Cancellation)));

        Assert.All(reads, secret => Assert.Equal("een", secret["eerste"]));
    }
}
