using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Dapr;
using CommonGround.Platform.Tests.BuildingBlocks;
using Microsoft.Extensions.Options;

namespace CommonGround.DaprSdk.Tests;

/// <summary>Secrets by the SDK.</summary>
public sealed class SecretTests : IDisposable
{
    private readonly FakeSidecar _sidecar = new() { Secrets = { ["keys"] = new() { ["1"] = "a" }, ["empty"] = new() { ["empty"] = "" } } };
    private readonly ManualTime _time = new();
    private readonly Lines<DaprSecretStore> _log = new();
    private readonly DaprSecretStore _store;

    public SecretTests() =>
        _store = new(_sidecar, new SdkCalls(_time), Options.Create(new DaprOptions()), _time, _log);

    public void Dispose() => _sidecar.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_secret_is_kept_for_its_time_and_then_read_again()
    {
        await _store.GetAsync("keys", Cancellation);
        _sidecar.Secrets["keys"] = new() { ["1"] = "a", ["2"] = "b" };
        Assert.Single(await _store.GetAsync("keys", Cancellation));

        _time.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(2, (await _store.GetAsync("keys", Cancellation)).Count);
        Assert.Equal(2, _sidecar.SecretReads);
    }

    [Fact]
    public async Task An_empty_secret_is_missing() =>
        Assert.Contains("'empty' is empty in the secret store 'secretstore'", (await Assert.ThrowsAsync<SecretMissingException>(() => _store.GetAsync("empty", Cancellation))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_failure_names_store_and_secret_and_is_not_kept()
    {
        _sidecar.Failing.Add("keys");
        var failure = await Assert.ThrowsAsync<SecretStoreException>(() => _store.GetAsync("keys", Cancellation));
        Assert.Contains("'keys' cannot be read from the secret store 'secretstore'", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("db.intern", failure.Message, StringComparison.Ordinal);

        await Assert.ThrowsAsync<SecretStoreException>(() => _store.GetAsync("keys", Cancellation));
        Assert.Single(_log.All);

        _sidecar.Failing.Clear();
        Assert.Single(await _store.GetAsync("keys", Cancellation));
    }
}
