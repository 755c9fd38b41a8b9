using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CommonGround.Platform.Telemetry;

/// <summary>Logs, traces, metrics and health: what a platform team sees of every component alike.</summary>
public static class TelemetryExtensions
{
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<DistributedContextPropagator>(new TransactionTrace(DistributedContextPropagator.Current));
        builder.Services.AddSingleton(ServiceIdentity.Of(builder.Configuration, builder.Environment));
        builder.AddLogs();
        builder.AddCrashReports();
        builder.AddManagementPort();
        builder.AddOpenTelemetry();
        return builder;
    }

    /// <summary>Comes first in the pipeline: the server span is finished here, whatever answered the request.</summary>
    public static WebApplication UseTelemetry(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);

        if (app.Services.GetService<ExportedSignals>() is { Traces: true })
        {
            app.UseMiddleware<ServerSpan>();
        }

        app.MapHealthz();
        return app;
    }

    /// <summary>
    /// The sidecar asks it on the app port, without a token. It says only that the process answers: a sidecar that is told
    /// more would cut off a component whose store is down. Short-circuited, so that no rate limit can starve it; and so it
    /// takes its path by the letter itself (ADR-11, ADR-12).
    /// </summary>
    private static void MapHealthz(this IEndpointRouteBuilder app) =>
        app.MapGet(ServerSpan.HealthPath, static context =>
            {
                var isExact = string.Equals(context.Request.Path.Value, ServerSpan.HealthPath, StringComparison.Ordinal);
                context.Response.StatusCode = isExact ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            })
            .AllowAnonymous()
            .DisableHttpMetrics()
            .ExcludeFromDescription()
            .ShortCircuit();
}
