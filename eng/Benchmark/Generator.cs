using System.Diagnostics;

namespace CommonGround.Benchmark;

/// <summary>Packs the kit, installs it in a hive of its own, and generates both applications.</summary>
internal sealed class Generator(string repository, string work)
{
    private string Hive => Path.Combine(work, "hive");

    public async Task InstallAsync()
    {
        var packages = Path.Combine(work, "packages");
        await Shell.RunAsync(repository, "dotnet", "pack", "CommonGround.Templates.csproj", "-o", packages);
        await NewAsync("install", Directory.GetFiles(packages, "*.nupkg").Single());
    }

    /// <summary>As a user does it: with the restore.</summary>
    /// <returns>The folder, and how long it took.</returns>
    public async Task<(string Folder, TimeSpan Time)> GenerateAsync(string template, string folder)
    {
        var path = Path.Combine(work, folder);
        var clock = Stopwatch.StartNew();
        await NewAsync(template, "-n", "Meting", "-o", path);
        return (path, clock.Elapsed);
    }

    private Task<string> NewAsync(params string[] arguments) =>
        Shell.RunAsync(work, "dotnet", ["new", .. arguments, "--debug:custom-hive", Hive]);
}
