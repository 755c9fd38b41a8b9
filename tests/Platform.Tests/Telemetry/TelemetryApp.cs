using CommonGround.Platform.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CommonGround.Platform.Tests.Telemetry;

/// <summary>A started app on the telemetry of the platform, on free ports of this machine, with a few paths to call.</summary>
internal sealed class TelemetryApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TelemetryApp(WebApplication app)
    {
        _app = app;
        Api = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Management = new HttpClient { BaseAddress = app.Services.GetRequiredService<IManagementServer>().Address };
    }

    public HttpClient Api { get; }

    public HttpClient Management { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<TelemetryApp> StartAsync(
        Action<WebApplicationBuilder>? configure = null, Dictionary<string, string?>? settings = null)
    {
        var app = Build(configure, settings);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TelemetryApp(app);
    }

    public static WebApplication Build(Action<WebApplicationBuilder>? configure = null, Dictionary<string, string?>? settings = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Management:Address"] = "127.0.0.1",
            ["Management:Port"] = "0",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.AddTelemetry();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseTelemetry();
        app.UseRouting();
        app.MapGet("/v1/dingen/{id:int}", (int id) => Results.Ok(id));
        app.MapGet("/v1/fout", void () => throw new InvalidOperationException("fout met 999993653"));
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        Management.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
