using CommonGround.Platform.Start;
using CommonGround.Platform.Telemetry.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Telemetry;

/// <summary>The port on which Kubernetes asks for health and metrics (HAV-03, HAV-07).</summary>
internal static class ManagementExtensions
{
    public static void AddManagementPort(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<ManagementOptions>(ManagementOptions.Section)
            .Validate(
                options => options.Port is >= 0 and <= 65535,
                $"{ManagementOptions.Section}:Port must be 0 to 65535, where 0 is any free port.")
            .Validate(
                options => options.TryGetAddress(out _),
                $"{ManagementOptions.Section}:Address must be an IP address, such as 0.0.0.0; leave it out for the default.");

        builder.Services.AddSingleton<IReadinessCheck, HostReadiness>();
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddSingleton<MetricsListener>();
        builder.Services.AddSingleton<ManagementApplication>();
        builder.Services.AddSingleton<ManagementServer>();
        builder.Services.AddSingleton<IManagementServer>(services => services.GetRequiredService<ManagementServer>());
        builder.Services.AddHostedService(services => services.GetRequiredService<ManagementServer>());
    }
}
