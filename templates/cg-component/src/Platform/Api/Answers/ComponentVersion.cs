using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace CommonGround.Platform.Api.Answers;

/// <summary>The semantic version of the component's own assembly, without build metadata (ADR-25, ADR-26).</summary>
internal sealed class ComponentVersion(IHostEnvironment environment)
{
    public string Name { get; } = environment.ApplicationName;

    public string Text { get; } = Read(environment.ApplicationName);

    private static string Read(string assemblyName)
    {
        // The host names the component, also in tests, where the entry assembly is the runner's.
        var version = Assembly.Load(new AssemblyName(assemblyName)).GetCustomAttribute<AssemblyInformationalVersionAttribute>();
        return version?.InformationalVersion.Split('+')[0]
            ?? throw new InvalidOperationException($"Assembly '{assemblyName}' has no version: set <Version> in its project file.");
    }
}
