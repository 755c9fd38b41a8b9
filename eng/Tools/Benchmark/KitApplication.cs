using System.Runtime.InteropServices;

namespace CommonGround.Tools.Benchmark;

/// <summary>
/// The component as it is generated, on the embedded building blocks, and so in Development, with a second resource, and able to measure
/// when events arrive. Its rate limit is off.
/// </summary>
internal static class KitApplication
{
    public static async Task<Application> BuildAsync(string generated, DevelopmentToken token, string work)
    {
        await SecondResource.AddAsync(generated);
        await ArrivalWatch.AddAsync(generated);
        var published = Path.Combine(work, "component");
        await Shell.RunAsync(generated, "dotnet", "publish", "src/Component/Component.csproj", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false", "-o", published);
        return new Application(
            "component",
            Path.Combine(published, "Meting.dll"),
            "/healthz",
            "/v1/aanvragen",
            token.Text(),
            new Dictionary<string, string>(token.Settings)
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Logging__LogLevel__Default"] = "Warning",
                ["Embedded__File"] = Path.Combine(work, "component.db"),
                ["Embedded__Secrets"] = Path.Combine(work, "secrets.json"),
                ["Limits__RequestsPerSecond"] = "0",
            });
    }
}
