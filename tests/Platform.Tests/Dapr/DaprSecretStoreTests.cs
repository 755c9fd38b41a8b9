using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Tests.BuildingBlocks;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Dapr;

public sealed class DaprSecretStoreTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private ScriptedSidecar _sidecar = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ISecretStore Store => field ??= _sidecar.Client(_time).GetRequiredService<ISecretStore>();

    public async ValueTask InitializeAsync() => _sidecar = await ScriptedSidecar.StartAsync();

    public ValueTask DisposeAsync() => _sidecar.DisposeAsync();

    [Fact]
    public async Task A_secret_with_several_keys_has_them_all()
    {
        _sidecar.Always(Recorded("secret with several keys"));

        var secret = await Store.GetAsync("database", Cancellation);

        Assert.Equal(["password=example-only-2", "user=app"], secret.Select(key => $"{key.Key}={key.Value}").Order());
        Assert.Equal("GET /v1.0/secrets/secretstore/database", $"{_sidecar.Last}");
    }

    [Theory]
    [InlineData("one secret", "pseudonym-key", "example-only")]
    [InlineData("environment store", "OMGEVINGSGEHEIM", "example-only-3")]
    public async Task A_single_value_has_the_name_of_the_secret_as_its_key(string exchange, string name, string value)
    {
        _sidecar.Always(Recorded(exchange));

        Assert.Equal(KeyValuePair.Create(name, value), Assert.Single(await Store.GetAsync(name, Cancellation)));
    }

    [Theory]
    [InlineData("missing secret")]
    [InlineData("object key of a single-valued store")]
    [InlineData("missing secret, environment store")]
    [InlineData("environment store: Dapr's own variables")]
    [InlineData("missing store")]
    public async Task What_is_missing_or_empty_is_named_with_its_store(string exchange)
    {
        _sidecar.Always(Recorded(exchange));

        var missing = await Assert.ThrowsAsync<SecretMissingException>(() => Store.GetAsync("geheim", Cancellation));

        Assert.Contains("'geheim'", missing.Message, StringComparison.Ordinal);
        Assert.Contains("'secretstore' (Dapr:SecretStore)", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_store_is_told_apart_from_a_wrong_token()
    {
        _sidecar.Always(Recorded("missing store"));
        var store = await Assert.ThrowsAsync<SecretMissingException>(() => Store.GetAsync("geheim", Cancellation));
        _sidecar.Always(Exchange.Answered("tokens-and-app-health", "tokens", "state, no token"));
        var token = await Assert.ThrowsAsync<SecretStoreException>(() => Store.GetAsync("geheim", Cancellation));

        Assert.Contains("has no secret store", store.Message, StringComparison.Ordinal);
        Assert.Contains("DAPR_API_TOKEN", token.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_value_and_no_words_of_the_store_stand_in_a_message()
    {
        _sidecar.Always(ScriptedAnswer.Json(200, """{"a":"value-a","b":["value-b"]}"""));
        var odd = await Assert.ThrowsAsync<SecretStoreException>(() => Store.GetAsync("geheim", Cancellation));
        _sidecar.Always(ScriptedAnswer.Error(500, "ERR_SECRET_GET", "words of the store"));
        var failed = await Assert.ThrowsAsync<SecretMissingException>(() => Store.GetAsync("geheim", Cancellation));

        Assert.DoesNotContain("value-", odd.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("words", failed.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_sidecar.Log.Lines, line => line.Contains("value-", StringComparison.Ordinal));
        Assert.Contains(_sidecar.Log.Lines, line => line.Contains("words of the store", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_secret_is_kept_until_it_expires_and_then_read_again()
    {
        _sidecar.Always(ScriptedAnswer.Json(200, """{"1":"een"}"""));
        await Store.GetAsync("sleutels", Cancellation);
        _sidecar.Always(ScriptedAnswer.Json(200, """{"1":"een","2":"twee"}"""));
        _time.Pass(TimeSpan.FromSeconds(59));
        var kept = await Store.GetAsync("sleutels", Cancellation);
        _time.Pass(TimeSpan.FromSeconds(1));
        var read = await Store.GetAsync("sleutels", Cancellation);

        Assert.Equal((1, 2, 2), (kept.Count, read.Count, _sidecar.Seen.Count));
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        _sidecar.Always(Recorded("missing secret"));
        await Assert.ThrowsAsync<SecretMissingException>(() => Store.GetAsync("geheim", Cancellation));
        _sidecar.Always(Recorded("one secret"));

        Assert.Single(await Store.GetAsync("geheim", Cancellation));
    }

    /// <summary>Whoever waits for a secret asks every second.</summary>
    [Fact]
    public async Task The_log_is_told_of_the_same_failure_once_a_minute()
    {
        _sidecar.Always(Recorded("missing secret"));
        for (var second = 0; second < 60; second++)
        {
            await Assert.ThrowsAsync<SecretMissingException>(() => Store.GetAsync("geheim", Cancellation));
            _time.Pass(TimeSpan.FromSeconds(1));
        }

        Assert.Single(_sidecar.Log.Lines);
        await Assert.ThrowsAsync<SecretMissingException>(() => Store.GetAsync("geheim", Cancellation));
        await Assert.ThrowsAsync<SecretMissingException>(() => Store.GetAsync("ander", Cancellation));
        Assert.Equal(3, _sidecar.Log.Lines.Count);
    }

    [Fact]
    public async Task A_sidecar_that_does_not_answer_is_no_missing_secret()
    {
        _sidecar.Always(null);

        var silent = await Assert.ThrowsAsync<SecretStoreException>(() => Store.GetAsync("geheim", Cancellation));

        Assert.Contains("'geheim'", silent.Message, StringComparison.Ordinal);
        Assert.True(Store.MayComeLater);
    }

    private static ScriptedAnswer Recorded(string name) => Exchange.Answered("secrets", "secrets", name);
}
