using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using CommonGround.Platform.Api;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.State.Trial;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Tests.Api;
using CommonGround.Platform.Tests.Authentication;
using CommonGround.Platform.Tests.Embedded;
using CommonGround.Platform.Tests.Events;
using CommonGround.Platform.Tests.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>A whole component, on a store that a test can break, with what it logged to look at.</summary>
internal sealed class LoggedComponent : IAsyncDisposable
{
    public const string SidecarToken = "token-of-the-sidecar";
    public const string Client = "balieapplicatie";

    private static readonly byte[] s_secret = RandomNumberGenerator.GetBytes(32);

    private readonly EmbeddedFolder _folder = new();

    private LoggedComponent(WebApplication app, FaultyStore store, TestLog log, EmbeddedFolder folder)
    {
        (App, Store, Log, _folder) = (app, store, log, folder);

        // It passes on no trace: while another test exports traces, every client of the process would have one.
        Http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = new Uri(app.Urls.Single()) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token());
    }

    public static Oin Tenant { get; } = Oin.Parse(TestApp.OwnOin);

    public WebApplication App { get; }

    public FaultyStore Store { get; }

    public TestLog Log { get; }

    /// <summary>With a token that may do everything.</summary>
    public HttpClient Http { get; }

    public static async Task<LoggedComponent> StartAsync(
        Action<RouteGroupBuilder> map, Action<WebApplicationBuilder>? configure = null, params (string Name, string? Value)[] settings)
    {
        var (folder, store, log) = (new EmbeddedFolder(), new FaultyStore(), new TestLog());
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        (string Name, string? Value)[] all =
        [
            ("Component:AppId", "dossiers"), ("Management:Port", "0"), ("Tenancy:Mode", "Single"), ("Tenancy:Oin", TestApp.OwnOin),
            ("Api:Title", "Dossiers"), ("Api:Description", "Een API om mee te proberen."), ("Api:ServerUrl", "https://api.example.nl/dossiers/v1"),
            ("Api:TokenUrl", "https://auth.example.nl/token"), ("Api:Contact:Name", "Team"), ("Api:Contact:Email", "team@example.nl"),
            ("Api:Contact:Url", "https://example.nl"), ("Limits:RequestsPerSecond", "0"), ("State:AnswerTimeout", "00:00:01"),
            ("Embedded:File", folder.StateFile), ("Embedded:Secrets", folder.SecretsFile), ("APP_API_TOKEN", SidecarToken),
            ("Subscriptions:TrustedSources:0", ReceivingComponent.Source),
            .. DevelopmentTokenTests.TokensOfTheTool(s_secret), .. settings,
        ];
        builder.Configuration.AddInMemoryCollection(all.GroupBy(s => s.Name, (name, given) => KeyValuePair.Create(name, given.Last().Value)));
        builder.AddCommonGround();
        builder.Services.AddKeyedSingleton<IStateStore>(typeof(TriedStore), store.Connect());
        builder.Services.AddSingleton<IEventBroker>(new RecordingBroker());

        // Instead of the console; what a test adds beside it stays.
        builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(ConsoleLoggerProvider)));
        builder.Logging.AddProvider(log);
        configure?.Invoke(builder);
        var app = builder.Build();
        app.UseCommonGround();
        map(app.MapApi());
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new LoggedComponent(app, store, log, folder);
    }

    /// <summary>The processing lines that are durable, in order.</summary>
    public async Task<IReadOnlyList<LoggedLine>> LinesAsync()
    {
        var seal = App.Services.GetRequiredService<LineSeal>();
        return [.. (await EntryLinesAsync()).Where(line => line.Kind == LineKind.Processing)
            .Select(line => new LoggedLine(line, seal.OpenProcessing(Oin.Parse(line.Owner), line.Sealed)))];
    }

    /// <summary>All lines as the entries have them.</summary>
    public async Task<IReadOnlyList<EntryLine>> EntryLinesAsync()
    {
        var lines = new List<EntryLine>();
        var stored = Store.Dump();
        foreach (var log in (await App.Services.GetRequiredService<Registrar>().ReadAsync(TestContext.Current.CancellationToken)).Logs)
        {
            for (var number = 0L; stored.TryGetValue(StateKeys.Entry(log.Id, number), out var entry); number++)
            {
                lines.AddRange(Entry.Read(entry).Lines);
            }
        }

        return lines;
    }

    /// <summary>Sends a request; headers come as <c>"Name: value"</c>.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null, params string[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        foreach (var header in headers)
        {
            request.Headers.TryAddWithoutValidation(header.Split(':')[0], header[(header.IndexOf(':') + 1)..].Trim());
        }

        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> GetAsync(string path, params string[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    /// <summary>A token that may do everything, or what a test makes of it.</summary>
    public static string Token(Action<Token>? spoil = null)
    {
        var token = new Token(Tokens.EcKey, "dotnet-user-jwts", FakeIssuer.Audience, TimeProvider.System)
        {
            Signer = text => HMACSHA256.HashData(s_secret, Encoding.ASCII.GetBytes(text)),
        };
        token.Header.Remove("kid");
        token.Header["alg"] = "HS256";
        token.Header["typ"] = "JWT";
        token.Payload["azp"] = Client;
        token.Payload["sub"] = "j.jansen";
        token.Payload["scope"] = "lezen schrijven verwerkingen.lezen";
        spoil?.Invoke(token);
        return token.Sign();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.StopAsync(CancellationToken.None);
        await App.DisposeAsync();
        _folder.Dispose();
    }
}
