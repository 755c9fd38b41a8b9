using System.Diagnostics;

namespace CommonGround.Pack.Tests.Infra;

/// <summary>The sources of the kit, as they are in this working tree.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Template => Path.Combine(Root, "templates", "cg-component");

    public static string Project => Path.Combine(Root, "pack", "CommonGround.Templates.csproj");

    /// <summary>Whether this is a checkout; a source archive has no .git (in a worktree it is a file).</summary>
    public static bool IsCheckout => Path.Exists(Path.Combine(Root, ".git"));

    /// <summary>What git tracks under <paramref name="folder"/>, from the root, with forward slashes.</summary>
    public static async Task<string[]> TrackedAsync(string folder)
    {
        var listed = await Command.RunAsync(Root, "git", "-c", "core.quotePath=off", "ls-files", folder);
        return listed.Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CommonGround.Templates.slnx")))
        {
            folder = folder.Parent ?? throw new UnreachableException("The tests run from a build in the repository.");
        }

        return folder.FullName;
    }
}
