namespace CommonGround.Pack.Tests.Infra;

/// <summary>
/// The package as a user gets it: packed once per run and installed in a hive of its own. Everything is in one temporary folder, which
/// is gone afterwards; the user's own templates are not touched.
/// </summary>
public sealed class Kit : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("commonground-pack-").FullName;
    private int _generated;

    /// <summary>Where the package is installed.</summary>
    public string Hive => Path.Combine(_folder, "hive");

    /// <summary>The nupkg.</summary>
    public string Package { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Package = await PackAsync(Repository.Root);
        var installed = (await NewAsync(_folder, "install", Package)).Succeeded();

        // A template that the engine finds fault with is reported, but `install` answers 0 all the same.
        Assert.DoesNotContain("Error", installed.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Warning", installed.Output, StringComparison.OrdinalIgnoreCase);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>An empty folder that is gone after the run.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(_folder, $"{Interlocked.Increment(ref _generated)}")).FullName;

    /// <summary>Packs the sources in <paramref name="repository"/>.</summary>
    /// <returns>The path of the nupkg.</returns>
    internal async Task<string> PackAsync(string repository)
    {
        var output = NewFolder();
        var artifacts = NewFolder();
        (await Command.RunAsync(
            repository, "dotnet", "pack", Path.Combine("pack", "CommonGround.Templates.csproj"), "-o", output, "--artifacts-path", artifacts)).Succeeded();
        return Assert.Single(Directory.GetFiles(output, "*.nupkg"));
    }

    /// <summary>`dotnet new cg-component`, in a folder of its own, without the restore.</summary>
    internal async Task<Generated> GenerateAsync(string name, params string[] options)
    {
        // Not below the folder of the kit's own files, and with the name as the folder: that is what a user has.
        var parent = NewFolder();
        (await NewAsync(parent, ["cg-component", "-n", name, "--no-restore", .. options])).Succeeded();
        return new Generated(Path.Combine(parent, name));
    }

    internal Task<CommandResult> NewAsync(string folder, params string[] arguments) =>
        Command.RunAsync(folder, "dotnet", ["new", .. arguments, "--debug:custom-hive", Hive]);
}
