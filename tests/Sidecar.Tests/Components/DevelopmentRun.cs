using System.Reflection;
using CommonGround.Tools;

namespace CommonGround.Sidecar.Tests.Components;

/// <summary>
/// The component in Development, with tokens of this run: the one that was built with these tests, or the one that <c>CG_COMPONENT</c> names, a
/// published executable or an assembly that <c>dotnet</c> runs.
/// </summary>
internal static class DevelopmentRun
{
    private static readonly DevelopmentToken s_token = new("http://localhost:1337");

    public static ComponentRun With(params IEnumerable<(string Name, string Value)> settings) => new(
        Environment.GetEnvironmentVariable("CG_COMPONENT") is { Length: > 0 } given ? Path.GetFullPath(given) : Built("Component"),
        [("ASPNETCORE_ENVIRONMENT", "Development"), .. s_token.Settings.Select(setting => (setting.Key, setting.Value)), .. settings],
        () => s_token.Text());

    /// <returns>Where the build that made these tests has it.</returns>
    public static string Built(string name) => typeof(DevelopmentRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == name).Value!;
}
