using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using CommonGround.Pack.Tests.Infra;
using Dapr.Client;

namespace CommonGround.Pack.Tests;

/// <summary>
/// The variant on Dapr's own SDK, with the real packages, which not every feed has. <c>CG_NUGET_SOURCE</c> names a feed or a folder that does:
/// then they must be there.
/// </summary>
public sealed partial class SdkVariantTests(Kit kit)
{
    private static readonly Assembly s_reference = typeof(DaprClient).Assembly;

    private static readonly string? s_source = Environment.GetEnvironmentVariable("CG_NUGET_SOURCE");

    [Fact]
    public async Task It_builds_with_the_real_packages_and_they_have_what_the_reference_declares()
    {
        var component = await kit.GenerateAsync("Zaak", "--dapr-client", "sdk");
        if (!string.IsNullOrEmpty(s_source))
        {
            component.Write("nuget.config", $"<configuration><packageSources><add key=\"given\" value=\"{s_source}\" /></packageSources></configuration>\n");
        }

        var restored = await Command.RunAsync(component.Folder, "dotnet", "restore", Path.Combine("src", "Component"));
        Assert.SkipWhen(
            string.IsNullOrEmpty(s_source) && restored.ExitCode != 0 && Absent().IsMatch(restored.Output),
            "The feed of this machine lacks the Dapr packages, or these versions of them. Name one that has them in CG_NUGET_SOURCE.");
        restored.Succeeded();
        (await component.BuildComponentAsync()).Succeeded();

        var real = new AssemblyLoadContext("real", isCollectible: true);
        var folder = component.PathOf(Path.Combine("src", "Component", "bin", "Debug", "net10.0"));
        real.Resolving += (context, name) => File.Exists(Path.Combine(folder, $"{name.Name}.dll")) ? context.LoadFromAssemblyPath(Path.Combine(folder, $"{name.Name}.dll")) : null;
        var assemblies = Directory.GetFiles(folder, "Dapr.*.dll").Select(real.LoadFromAssemblyPath).ToArray();
        Assert.Empty(Surface.Missing(s_reference, assemblies));
    }

    /// <summary>The comparison itself is able to find what it looks for.</summary>
    [Fact]
    public void What_the_real_packages_lack_is_found()
    {
        Assert.Empty(Surface.Missing(s_reference, [s_reference]));

        var missing = Surface.Missing(s_reference, [typeof(object).Assembly]);
        Assert.Contains(missing, line => line.StartsWith("abstract Dapr.Client.DaprClient: abstract ", StringComparison.Ordinal) && line.Contains(" GetSecretAsync(", StringComparison.Ordinal));
        Assert.Contains("sealed Dapr.Client.ConcurrencyMode: Dapr.Client.ConcurrencyMode FirstWrite = 0", missing);
    }

    // NU1603: another version than the named one would be taken.
    [GeneratedRegex(@"error NU(110[123]|1603): .*\b(Dapr|Grpc)\.")]
    private static partial Regex Absent();
}
