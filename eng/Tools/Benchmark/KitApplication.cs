using System.Runtime.InteropServices;

namespace CommonGround.Tools.Benchmark;

/// <summary>
/// The component as it is generated, on the embedded building blocks, and so in Development, with a second resource, and able to measure
/// when events arrive. Its rate limit is off.
/// </summary>
internal static class KitApplication
{
    /// <param name="generated">Where it was generated.</param>
    /// <param name="token">Whose tokens it accepts.</param>
    /// <param name="work">Where it is published.</param>
    /// <param name="name">What it is called there.</param>
    /// <param name="properties">More for the build.</param>
    public static async Task<Application> BuildAsync(string generated, DevelopmentToken token, string work, string name = "component", params string[] properties)
    {
        await SecondResource.AddAsync(generated);
        await ArrivalWatch.AddAsync(generated);
        var published = Path.Combine(work, name);
        await Shell.RunAsync(
            generated, "dotnet",
            [
                "publish", "src/Component/Component.csproj", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false", "-o", published,
                .. properties,
            ]);
        return new Application(
            name,
            Path.Combine(published, "Meting.dll"),
            "/healthz",
            "/v1/aanvragen",
            token.Text(),
            new Dictionary<string, string>(token.Settings)
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Logging__LogLevel__Default"] = "Warning",
                ["Embedded__File"] = Path.Combine(work, $"{name}.db"),
                ["Embedded__Secrets"] = Path.Combine(work, $"{name}.secrets.json"),
                ["Limits__RequestsPerSecond"] = "0",
            });
    }
}
