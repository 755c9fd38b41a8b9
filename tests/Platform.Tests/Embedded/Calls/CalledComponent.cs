using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Embedded;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.Embedded.Calls;

/// <summary>A component on the embedded building blocks that calls and is called.</summary>
internal sealed class CalledComponent : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CalledComponent(WebApplication app) => _app = app;

    public string Authority => new Uri(_app.Urls.Single()).Authority;

    public static async Task<CalledComponent> StartAsync(
        string file, string app, RequestDelegate? answer = null, string url = "http://127.0.0.1:0", Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseUrls(url);
        builder.Configuration.AddInMemoryCollection([new("Embedded:File", file), new("Embedded:AppId", app)]);
        builder.Logging.ClearProviders();
        builder.Services.AddEmbeddedBuildingBlocks();
        configure?.Invoke(builder);
        var component = builder.Build();
        component.Run(answer ?? (context => context.Response.WriteAsync(app)));
        try
        {
            await component.StartAsync();
            return new CalledComponent(component);
        }
        catch
        {
            await component.DisposeAsync();
            throw;
        }
    }

    public HttpClient Client(string appId) =>
        new(_app.Services.GetRequiredService<IInvocation>().CreateHandler(appId)) { BaseAddress = new Uri($"http://{appId}/") };

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
