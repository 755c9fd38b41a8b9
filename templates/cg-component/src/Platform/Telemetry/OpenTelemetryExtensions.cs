using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CommonGround.Platform.Telemetry;

/// <summary>
/// Traces, metrics and logs over OTLP, configured by the standard <c>OTEL_*</c> variables only. Without an endpoint nothing is
/// built: a component that exports nothing pays nothing.
/// </summary>
internal static class OpenTelemetryExtensions
{
    private static readonly string[] Sources = ["Microsoft.AspNetCore", "System.Net.Http", "CommonGround.*"];

    private static readonly string[] Meters = ["Microsoft.AspNetCore.*", "System.Net.Http", "System.Runtime", "CommonGround.*"];

    public static void AddOpenTelemetry(this WebApplicationBuilder builder)
    {
        var signals = ExportedSignals.Of(builder.Configuration);
        if (signals.None)
        {
            return;
        }

        builder.Services.AddSingleton(signals);
        builder.Services.AddHostedService<OpenTelemetryStart>();

        var service = ServiceIdentity.Of(builder.Configuration, builder.Environment);
        var telemetry = new OpenTelemetryBuilder(builder.Services);

        // The variables come last, so that OTEL_RESOURCE_ATTRIBUTES has the last word.
        telemetry.ConfigureResource(resource => resource.Clear()
            .AddService(service.Name, serviceVersion: service.Version)
            .AddTelemetrySdk()
            .AddEnvironmentVariableDetector());

        if (signals.Traces)
        {
            telemetry.WithTracing(traces => traces
                .AddSource(Sources)
                .AddProcessor(new ClientSpanRedaction())
                .AddOtlpExporter(options => options.Apply(builder.Configuration, "TRACES")));
        }

        if (signals.Metrics)
        {
            telemetry.WithMetrics(metrics => metrics
                .AddMeter(Meters)
                .AddOtlpExporter(options => options.Apply(builder.Configuration, "METRICS")));
        }

        if (signals.Logs)
        {
            telemetry.WithLogging(
                logs => logs
                    .AddProcessor(new LogRecordRedaction())
                    .AddOtlpExporter(options => options.Apply(builder.Configuration, "LOGS")),
                options => options.IncludeFormattedMessage = true);
        }
    }

    private sealed class OpenTelemetryBuilder(IServiceCollection services) : IOpenTelemetryBuilder
    {
        public IServiceCollection Services => services;
    }
}
