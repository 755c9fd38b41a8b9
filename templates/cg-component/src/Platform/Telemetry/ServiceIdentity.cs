using System.Reflection;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace CommonGround.Platform.Telemetry;

/// <summary>Who answers, and who sends the telemetry.</summary>
/// <param name="Name"><c>OTEL_SERVICE_NAME</c>, else the setting <c>Component:AppId</c>, else the name of the application.</param>
/// <param name="Version">The semantic version of the component's own assembly, without build metadata (ADR-25, ADR-26).</param>
internal sealed record ServiceIdentity(string Name, string Version)
{
    public static ServiceIdentity Of(IConfiguration configuration, IHostEnvironment environment) =>
        new(
            FirstGiven(configuration["OTEL_SERVICE_NAME"], AppId.Of(configuration, environment)),
            VersionOf(environment.ApplicationName));

    private static string VersionOf(string assemblyName)
    {
        // The host names the component's assembly, also in tests, where the entry assembly is the runner's.
        var version = Assembly.Load(new AssemblyName(assemblyName)).GetCustomAttribute<AssemblyInformationalVersionAttribute>();
        return version?.InformationalVersion.Split('+')[0]
            ?? throw new InvalidOperationException($"Assembly '{assemblyName}' has no version: set <Version> in its project file.");
    }

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
