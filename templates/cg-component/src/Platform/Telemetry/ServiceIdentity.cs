using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace CommonGround.Platform.Telemetry;

/// <summary>Who sends the telemetry.</summary>
/// <param name="Name"><c>OTEL_SERVICE_NAME</c>, else the setting <c>Component:AppId</c>, else the name of the application.</param>
/// <param name="Version">The version of the component.</param>
internal sealed record ServiceIdentity(string Name, string Version)
{
    public static ServiceIdentity Of(IConfiguration configuration, IHostEnvironment environment) =>
        new(
            FirstGiven(configuration["OTEL_SERVICE_NAME"], configuration["Component:AppId"], environment.ApplicationName),
            Assembly.GetEntryAssembly()?.GetName().Version?.ToString(3) ?? "0.0.0");

    private static string FirstGiven(params ReadOnlySpan<string?> names)
    {
        foreach (var name in names)
        {
            if (!string.IsNullOrWhiteSpace(name))
            {
                return name;
            }
        }

        return "component";
    }
}
