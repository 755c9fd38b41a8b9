using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using CommonGround.Platform;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CommonGround.Tools.Benchmark;

/// <summary>A component in this process, without a resource, whose client of the sidecar is measured. It can call itself.</summary>
internal static class ClientComponent
{
    public const string AppId = "meting";

    private static readonly Dictionary<string, string> s_settings = new()
    {
        ["Component:AppId"] = AppId,
        ["Tenancy:Mode"] = "Single",
        ["Tenancy:Oin"] = "00000099000000001000",
        ["Api:ServerUrl"] = "https://api.example.nl/meting/v1",
        ["Api:TokenUrl"] = "https://auth.example.nl/token",
        ["Api:Title"] = "Meting",
        ["Api:Description"] = "Wat de client van de sidecar kost.",
        ["Api:Contact:Name"] = "Voorbeeldorganisatie",
        ["Api:Contact:Email"] = "info@example.nl",
        ["Api:Contact:Url"] = "https://example.nl",
        ["Logging:LogLevel:Default"] = "Warning",
        ["Limits:RequestsPerSecond"] = "0",
    };

    /// <summary>Whether this build says anything: one for debugging is slower than what is published, and only on our side.</summary>
    public static bool CanMeasure => typeof(CommonGroundExtensions).Assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true };

    public static async Task<WebApplication> StartAsync(SidecarPlace place)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        foreach (var (name, value) in place.Settings.Concat(new DevelopmentToken(AppId).Settings))
        {
            builder.Configuration[name.Replace("__", ":", StringComparison.Ordinal)] = value;
        }

        foreach (var (name, value) in s_settings)
        {
            builder.Configuration[name] = value;
        }

        builder.Configuration["Urls"] = $"http://127.0.0.1:{place.AppPort}";
        builder.Configuration["Management:Port"] = Ports.Free().ToString(CultureInfo.InvariantCulture);
        builder.AddCommonGround();
        builder.AddComponentClient(AppId);
        var app = builder.Build();
        app.UseCommonGround();
        await app.StartAsync();
        return app;
    }

    /// <summary>The way to another component alone, without time limits, repetition and breaker around it.</summary>
    public static HttpClient Direct(WebApplication app) =>
        new(app.Services.GetRequiredService<IInvocation>().CreateHandler(AppId)) { BaseAddress = new Uri($"http://{AppId}/") };

    /// <summary>The client with which a supplier calls another component.</summary>
    public static HttpClient Client(WebApplication app) => app.Services.GetRequiredService<IHttpClientFactory>().CreateClient(AppId);
}
