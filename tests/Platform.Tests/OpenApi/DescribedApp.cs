using System.Text.Json.Nodes;
using CommonGround.Platform.Api.Json;
using CommonGround.Platform.OpenApi;
using CommonGround.Platform.Telemetry;
using CommonGround.Platform.Tests.OpenApi.Dingen;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.OpenApi;

/// <summary>A started app with one resource and its description.</summary>
internal sealed class DescribedApp : IAsyncDisposable
{
    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["Management:Address"] = "127.0.0.1",
        ["Management:Port"] = "0",
        ["Api:Title"] = "Dingen",
        ["Api:Description"] = "Een API om mee te proberen.",
        ["Api:ServerUrl"] = "https://api.example.nl/dingen/v1",
        ["Api:TokenUrl"] = "https://auth.example.nl/token",
        ["Api:Contact:Name"] = "Team Dingen",
        ["Api:Contact:Email"] = "dingen@example.nl",
        ["Api:Contact:Url"] = "https://example.nl/dingen",
    };

    private readonly WebApplication _app;

    private DescribedApp(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public static async Task<DescribedApp> StartAsync(string environment = "Production")
    {
        var app = Build(environment);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new DescribedApp(app);
    }

    public static WebApplication Build(string environment = "Production", Dictionary<string, string?>? settings = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Services.ConfigureHttpJsonOptions(options => JsonSettings.Apply(options.SerializerOptions));
        builder.AddTelemetry();
        builder.AddOpenApiDocument();

        var app = builder.Build();
        app.UseTelemetry();
        app.MapOpenApiDocument();
        app.MapDingen();
        return app;
    }

    public async Task<JsonObject> GetDocumentAsync() =>
        JsonNode.Parse(await Client.GetStringAsync("/v1/openapi.json", TestContext.Current.CancellationToken))!.AsObject();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
