namespace CommonGround.Pack.Tests.Infra;

/// <summary>A generated component on disk.</summary>
internal sealed class Generated(string folder)
{
    public string Folder => folder;

    /// <summary>All files but those of a build, from the component's folder, with forward slashes, in ordinal order.</summary>
    public string[] Files =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal)];

    public string PathOf(string file) => Path.Combine(folder, file);

    public string Read(string file) => File.ReadAllText(PathOf(file));

    public void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text);
    }

    /// <summary>Restore and build of everything, with warnings as errors.</summary>
    public Task<CommandResult> BuildAsync() => Command.RunAsync(folder, "dotnet", "build", "-warnaserror");

    /// <summary>The same without its tests, which is faster.</summary>
    public Task<CommandResult> BuildComponentAsync() =>
        Command.RunAsync(folder, "dotnet", "build", "-warnaserror", Path.Combine("src", "Component"));

    /// <summary>Its own tests, from the build that is there.</summary>
    public Task<CommandResult> TestAsync() => Command.RunAsync(folder, "dotnet", "test", "--no-build");

    /// <summary>Starts it in Development from the build that is there, on free ports.</summary>
    /// <param name="data">Where its data is and stays; without it the data is gone afterwards.</param>
    public Task<RunningComponent> StartAsync(string? data = null) => RunningComponent.StartAsync(this, data);
}
