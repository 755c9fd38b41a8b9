namespace CommonGround.Tools;

/// <summary>The kit as a user has it: packed, and installed in a hive of its own, so that the user's templates are not touched.</summary>
/// <param name="repository">The folder of the kit.</param>
/// <param name="work">Where the package and the hive go.</param>
internal sealed class Kit(string repository, string work)
{
    private readonly string _hive = Path.Combine(work, "hive");

    public async Task InstallAsync()
    {
        var packages = Path.Combine(work, "packages");
        Remove(packages);
        Remove(_hive);
        await Shell.RunAsync(repository, "dotnet", "pack", "pack/CommonGround.Templates.csproj", "-o", packages);
        await NewAsync("install", Directory.GetFiles(packages, "*.nupkg").Single());
    }

    /// <summary>Generates with the restore, as a user does.</summary>
    public Task<string> GenerateAsync(string template, string name, string folder) => NewAsync(template, "-n", name, "-o", folder);

    private Task<string> NewAsync(params string[] arguments) =>
        Shell.RunAsync(work, "dotnet", ["new", .. arguments, "--debug:custom-hive", _hive]);

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
