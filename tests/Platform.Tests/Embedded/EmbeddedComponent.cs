using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using CommonGround.Platform.Api;
using CommonGround.Platform.Telemetry;
using CommonGround.Platform.Tests.Api;
using CommonGround.Platform.Tests.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.Embedded;

/// <summary>A whole component on the embedded building blocks, with a small resource, that gives up waiting soon.</summary>
internal sealed class EmbeddedComponent : IAsyncDisposable
{
    private static readonly byte[] s_secret = RandomNumberGenerator.GetBytes(32);

    private readonly WebApplication _app;

    private EmbeddedComponent(WebApplication app, TestLog log)
    {
        (_app, Log) = (app, log);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token());
        Management = new HttpClient { BaseAddress = app.Services.GetRequiredService<IManagementServer>().Address };
    }

    /// <summary>With a token that may do everything.</summary>
    public HttpClient Client { get; }

    public HttpClient Management { get; }

    public TestLog Log { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<EmbeddedComponent> StartAsync(EmbeddedFolder folder, params (string Name, string? Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        (string Name, string? Value)[] all =
        [
            ("Component:AppId", "meldingen"), ("Management:Port", "0"), ("Tenancy:Mode", "Single"), ("Tenancy:Oin", TestApp.OwnOin),
            ("Api:Title", "Meldingen"), ("Api:Description", "Een API om mee te proberen."), ("Api:ServerUrl", "https://api.example.nl/meldingen/v1"),
            ("Api:TokenUrl", "https://auth.example.nl/token"), ("Api:Contact:Name", "Team"), ("Api:Contact:Email", "team@example.nl"),
            ("Api:Contact:Url", "https://example.nl"), ("Limits:RequestsPerSecond", "0"),
            ("Embedded:File", folder.StateFile), ("Embedded:Secrets", folder.SecretsFile), ("Embedded:LockWait", "00:00:00.1"),
            // The settings of the sample lie beside the tests, with a source that is of its own tenant.
            ("Subscriptions:TrustedSources:0", $"urn:nld:oin:{TestApp.OwnOin}:systeem:zaakregister"),
            ("State:StoreTimeout", "00:00:00.5"), ("State:AnswerTimeout", "00:00:01"), ("State:ProbeInterval", "00:00:00.1"),
            .. DevelopmentTokenTests.TokensOfTheTool(s_secret), .. settings,
        ];
        builder.Configuration.AddInMemoryCollection(all.Select(s => KeyValuePair.Create(s.Name, s.Value)));
        builder.AddCommonGround();
        var log = new TestLog();
        builder.Logging.ClearProviders().AddProvider(log);

        var app = builder.Build();
        app.UseCommonGround();
        app.MapApi().MapMeldingen();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new EmbeddedComponent(app, log);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Management.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private static string Token()
    {
        var token = new Token(Tokens.EcKey, "dotnet-user-jwts", FakeIssuer.Audience, TimeProvider.System)
        {
            Signer = text => HMACSHA256.HashData(s_secret, Encoding.ASCII.GetBytes(text)),
        };
        token.Header.Remove("kid");
        token.Header["alg"] = "HS256";
        token.Header["typ"] = "JWT";
        token.Payload["scope"] = "lezen schrijven";
        return token.Sign();
    }
}
