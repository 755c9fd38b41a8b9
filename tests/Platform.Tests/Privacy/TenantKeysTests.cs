using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Start;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CommonGround.Platform.Tests.Privacy;

public class TenantKeysTests
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private static readonly Oin s_tenant = Oin.Parse("00000099000000001000");

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

        Assert.Throws<InvalidOperationException>(() => keys.Current);
        Assert.Throws<InvalidOperationException>(() => keys.Seal(s_tenant, "place", [1]));
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

    private static IHost Host(ISecretStore secrets, Action<IServiceCollection>? before = null, Action<IServiceCollection>? after = null)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
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
