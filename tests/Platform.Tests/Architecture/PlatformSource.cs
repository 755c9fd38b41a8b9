namespace CommonGround.Platform.Tests.Architecture;

/// <summary>A file of the platform.</summary>
/// <param name="Path">From <c>src/Platform</c>, with forward slashes.</param>
/// <param name="Text">What is in it.</param>
internal sealed record PlatformSource(string Path, string Text)
{
    /// <summary>The folder of the kit.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The folder of the concern, or nothing for a file of the root.</summary>
    public string Folder => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.IndexOf('/', StringComparison.Ordinal)] : "";

    public static PlatformSource[] ReadAll()
    {
        var root = System.IO.Path.Combine(Repository, "templates", "cg-component", "src", "Platform");
        return [.. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => new PlatformSource(System.IO.Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText(file)))
            .Where(source => source.Folder is not ("obj" or "bin"))];
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "CommonGround.Templates.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run from a build in the repository.");
        }

        return folder.FullName;
    }
}
