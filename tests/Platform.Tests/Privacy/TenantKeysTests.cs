using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Start;
using CommonGround.Platform.Telemetry;
using CommonGround.Platform.Tests.BuildingBlocks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CommonGround.Platform.Tests.Privacy;

public class TenantKeysTests
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private const string OtherKey = "HwEeAh0DHAQbBRoGGQcYCBcJFgoVCxQMEw0SDhEPEA8=";

    private static readonly Oin s_tenant = Oin.Parse("00000099000000001000");

    private readonly ManualTime _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_finds_the_keys_when_it_starts_wherever_it_was_added()
    {
        var (before, after) = (new Consumer(), new Consumer());
        using var host = Host(new Secrets(("1", Key)), services => services.AddSingleton<IHostedService>(before), services => services.AddSingleton<IHostedService>(after));
        before.Keys = after.Keys = host.Services.GetRequiredService<ITenantKeys>();

        await host.StartAsync(Cancellation);

        Assert.Equal("text", before.Opened);
        Assert.Equal("text", after.Opened);
    }

    [Fact]
    public void Before_the_start_there_are_none()
    {
        using var host = Host(new Secrets(("1", Key)));
        var keys = host.Services.GetRequiredService<ITenantKeys>();

        Assert.Throws<TenantKeysMissingException>(() => keys.Current);
        Assert.Throws<TenantKeysMissingException>(() => keys.Seal(s_tenant, "place", [1]));
    }

    [Fact]
    public async Task The_secret_is_asked_for_by_the_name_in_the_settings()
    {
        var secrets = new Secrets(("1", Key));
        using var host = Host(secrets, services => services.Configure<PrivacyOptions>(options => options.KeysSecret = "andere-naam"));

        await host.StartAsync(Cancellation);

        Assert.Equal(["andere-naam"], secrets.Asked);
    }

    [Fact]
    public async Task Without_the_secret_the_start_is_refused()
    {
        using var host = Host(new Secrets());

        var refused = await Assert.ThrowsAsync<StartupRefusedException>(() => host.StartAsync(Cancellation));

        Assert.Contains("'personal-data-keys'", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", Key, "numbers from 1")]
    [InlineData("een", Key, "numbers from 1")]
    [InlineData("1", "c2hvcnQ=", "Key 1 is not base64 of at least 32")]
    [InlineData("2", "", "Key 2 is not base64 of at least 32")]
    public async Task A_wrong_secret_refuses_the_start_and_is_not_shown(string number, string value, string text)
    {
        using var host = Host(new Secrets((number, value)));

        var refused = await Assert.ThrowsAsync<StartupRefusedException>(() => host.StartAsync(Cancellation));

        Assert.Contains("The secret 'personal-data-keys' (Privacy:KeysSecret)", refused.Message, StringComparison.Ordinal);
        Assert.Contains(text, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2hvcnQ=", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_comes_late_is_waited_for_where_it_may()
    {
        var secrets = new LateSecrets();
        using var host = Host(secrets);
        var (keys, readiness) = (host.Services.GetRequiredService<ITenantKeys>(), host.Services.GetRequiredService<IReadinessCheck>());

        await host.StartAsync(Cancellation);
        await _time.PassUntilAsync(() => secrets.Asked >= 3);
        Assert.Contains("does not answer", readiness.Missing, StringComparison.Ordinal);
        Assert.Throws<TenantKeysMissingException>(() => keys.Current);
        secrets.Failure = new SecretMissingException("The secret 'personal-data-keys' is missing.");
        await _time.PassUntilAsync(() => readiness.Missing == secrets.Failure.Message);
        secrets.Failure = null;
        secrets.Keys = new() { ["1"] = "c2hvcnQ=" };
        await _time.PassUntilAsync(() => readiness.Missing!.Contains("Key 1 is not base64", StringComparison.Ordinal));
        secrets.Keys = new() { ["1"] = Key };
        await _time.PassUntilAsync(() => readiness.Missing is null);

        Assert.Equal(1, keys.Current);
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_new_number_opens_at_once_and_is_written_with_when_every_replica_has_it()
    {
        var secrets = new LateSecrets { Failure = null, Keys = new() { ["1"] = Key } };
        using var host = Host(secrets);
        await host.StartAsync(Cancellation);
        var keys = host.Services.GetRequiredService<ITenantKeys>();
        await _time.PassUntilAsync(() => host.Services.GetRequiredService<IReadinessCheck>().Missing is null);
        var old = keys.Seal(s_tenant, "place", "oud"u8);

        secrets.Keys = new() { ["1"] = Key, ["2"] = OtherKey };
        await _time.PassUntilAsync(() => keys.Numbers.Contains(2));
        var seen = _time.GetUtcNow();
        Assert.Equal(1, keys.Current);
        await _time.PassUntilAsync(() => keys.Current == 2);

        Assert.True(_time.GetUtcNow() - seen >= TimeSpan.FromMinutes(4.5));
        Assert.StartsWith("2.", keys.Seal(s_tenant, "place", "nieuw"u8), StringComparison.Ordinal);
        Assert.Equal("oud"u8, keys.Open(s_tenant, "place", old));
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task What_fails_later_leaves_the_keys_and_is_told_once()
    {
        var secrets = new LateSecrets { Failure = null, Keys = new() { ["1"] = Key } };
        using var host = Host(secrets);
        await host.StartAsync(Cancellation);
        await _time.PassUntilAsync(() => host.Services.GetRequiredService<IReadinessCheck>().Missing is null);

        secrets.Keys = new() { ["1"] = "c2hvcnQ=" };
        var asked = secrets.Asked;
        await _time.PassUntilAsync(() => secrets.Asked >= asked + 3);

        Assert.Null(host.Services.GetRequiredService<IReadinessCheck>().Missing);
        Assert.Equal(1, host.Services.GetRequiredService<ITenantKeys>().Current);
        await host.StopAsync(Cancellation);
    }

    private IHost Host(ISecretStore secrets, Action<IServiceCollection>? before = null, Action<IServiceCollection>? after = null)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton<TimeProvider>(_time);
        before?.Invoke(builder.Services);
        builder.Services.AddSingleton(secrets).AddPrivacy();
        after?.Invoke(builder.Services);
        return builder.Build();
    }

    private sealed class Secrets(params (string Number, string Value)[] keys) : ISecretStore
    {
        public List<string> Asked { get; } = [];

        public async Task<IReadOnlyDictionary<string, string>> GetAsync(string name, CancellationToken cancellationToken)
        {
            await Task.Yield();
            Asked.Add(name);
            return keys.Length > 0
                ? keys.ToDictionary(key => key.Number, key => key.Value)
                : throw new SecretMissingException($"The secret '{name}' is absent.");
        }
    }

    /// <summary>Beside a sidecar that is not there yet.</summary>
    private sealed class LateSecrets : ISecretStore
    {
        private int _asked;

        public bool MayComeLater => true;

        public int Asked => _asked;

        public Exception? Failure { get; set; } = new SecretStoreException("The sidecar does not answer.");

        public Dictionary<string, string> Keys { get; set; } = [];

        public Task<IReadOnlyDictionary<string, string>> GetAsync(string name, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            return Failure is null ? Task.FromResult<IReadOnlyDictionary<string, string>>(Keys) : throw Failure;
        }
    }

    private sealed class Consumer : IHostedService
    {
        public ITenantKeys? Keys { get; set; }

        public string? Opened { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Opened = System.Text.Encoding.UTF8.GetString(Keys!.Open(s_tenant, "place", Keys.Seal(s_tenant, "place", "text"u8)));
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
