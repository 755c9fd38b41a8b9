using System.Net;
using System.Net.Http.Headers;
using CommonGround.Platform.Api;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Trial;
using CommonGround.Platform.Tests.Authentication;
using CommonGround.Platform.Tests.Embedded;
using CommonGround.Platform.Tests.Events;
using CommonGround.Platform.Tests.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.Logging.Audit;

/// <summary>A whole component with a small resource for two tenants, on the embedded store or on another; only the issuer is a double.</summary>
internal sealed class AuditedComponent : IAsyncDisposable
{
    public const string OtherOin = "00000099000000001000";

    private static readonly Collection<string> s_things = new("dingen");

    private readonly WebApplication _app;
    private readonly FakeIssuer _issuer;
    private readonly EmbeddedFolder _folder;
    private readonly HttpClient _http;

    private AuditedComponent(WebApplication app, FakeIssuer issuer, EmbeddedFolder folder)
    {
        (_app, _issuer, _folder) = (app, issuer, folder);
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public IServiceProvider Services => _app.Services;

    /// <param name="store">Another store than the embedded one, or <see langword="null"/>.</param>
    /// <param name="settings">Settings beside the usual.</param>
    public static async Task<AuditedComponent> StartAsync(IStateStore? store = null, params (string Name, string? Value)[] settings)
    {
        var (issuer, folder) = (await FakeIssuer.StartAsync(), new EmbeddedFolder());
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        (string Name, string? Value)[] all =
        [
            ("Component:AppId", "dingen"), ("Management:Port", "0"), ("Embedded:File", folder.StateFile), ("Embedded:Secrets", folder.SecretsFile),
            ("Api:Title", "Dingen"), ("Api:Description", "Een API om mee te proberen."), ("Api:ServerUrl", "https://api.example.nl/dingen/v1"),
            ("Api:TokenUrl", "https://auth.example.nl/token"), ("Api:Contact:Name", "Team"), ("Api:Contact:Email", "team@example.nl"),
            ("Api:Contact:Url", "https://example.nl"), ("APP_API_TOKEN", ReceivingComponent.SidecarToken), .. TestApp.Trusting(issuer),
            ("Authentication:Schemes:Bearer:ValidIssuer", issuer.Address), ("Tenancy:Mode", "Claim"), ("Tenancy:Claim", "organisatie"),
            ("Tenancy:Oin", null), .. settings,
        ];
        builder.Configuration.AddInMemoryCollection(all.GroupBy(s => s.Name, (name, given) => KeyValuePair.Create(name, given.Last().Value)));
        builder.AddCommonGround();
        builder.Logging.ClearProviders();
        if (store is not null)
        {
            builder.Services.AddKeyedSingleton<IStateStore>(typeof(TriedStore), store);
        }

        var app = builder.Build();
        app.UseCommonGround();
        Map(app.MapApi());
        await app.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => app.Services.GetRequiredService<ConfigurationAudit>().Missing is null);
        return new AuditedComponent(app, issuer, folder);
    }

    /// <summary>A good token of a client of the tenant.</summary>
    public string Token(string oin = TestApp.OwnOin, Action<Token>? spoil = null) => _issuer.Issue(token =>
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        (token.Payload["iat"], token.Payload["exp"], token.Payload["scope"]) = (now, now + 3600, "dingen.lezen dingen.schrijven");
        token.Payload["organisatie"] = oin;
        spoil?.Invoke(token);
    });

    public async Task<HttpStatusCode> SendAsync(string method, string path, string? token = null, params string[] headers)
    {
        using var answer = await AnswerAsync(method, path, token, headers);
        return answer.StatusCode;
    }

    public async Task<HttpResponseMessage> AnswerAsync(string method, string path, string? token = null, params string[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        foreach (var header in headers)
        {
            request.Headers.TryAddWithoutValidation(header[..header.IndexOf(':', StringComparison.Ordinal)], header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
        }

        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The lines that are durable now, without those of the start.</summary>
    public async Task<IReadOnlyList<(Oin Owner, AuditLine Line)>> LinesAsync() =>
        [.. (await _app.Services.AuditLinesAsync()).Where(line => line.Line.Action != "configuration")];

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await _issuer.DisposeAsync();
        _folder.Dispose();
    }

    private static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/dingen", (IDocuments documents, Caller caller, CancellationToken stop) => documents.ChangeAsync(
            caller.Tenant, (changes, _) => Task.FromResult(Results.Created($"/v1/dingen/{changes.Create(s_things, "iets").Id}", null)), stop)).RequireScope("dingen.schrijven");
        api.MapPost("/dingen/los", async (IDocuments documents, Caller caller, CancellationToken stop) =>
        {
            await documents.ChangeAsync(caller.Tenant, (changes, _) => Task.FromResult(changes.Create(s_things, "iets")), stop);
            return Results.Accepted();
        }).RequireScope("dingen.schrijven");
        api.MapGet("/dingen/{id:guid}", async (IDocuments documents, Caller caller, Guid id, CancellationToken stop) =>
            await documents.GetAsync(s_things, caller.Tenant, id, stop) is { } thing ? Results.Ok(thing.Data) : Results.NotFound()).RequireScope("dingen.lezen");
        api.MapDelete("/dingen/{id:guid}", (Guid id) => Results.NoContent()).RequireScope("dingen.wissen");
        api.MapGet("/stuk", string () => throw new InvalidOperationException("van mevrouw Moulin")).RequireScope("dingen.lezen");
    }
}
