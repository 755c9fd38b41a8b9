using System.Diagnostics;

namespace CommonGround.Pack.Tests.Infra;

/// <summary>The sources of the kit, as they are in this working tree.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Template => Path.Combine(Root, "templates", "cg-component");

    /// <summary>What git tracks under <paramref name="folder"/>, from the root, with forward slashes. Without git's list the test is skipped.</summary>
    public static async Task<string[]> TrackedAsync(string folder)
    {
        // In a worktree it is a file.
        Assert.SkipUnless(Path.Exists(Path.Combine(Root, ".git")), "This is a source archive, which has no list of tracked files.");
        var listed = await Command.RunAsync(Root, "git", "-c", "core.quotePath=off", "ls-files", folder);
        return listed.Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Copies the repository as it is on disk, without what git does not track: as somebody who downloaded it has it.</summary>
    public static async Task CopyAsync(string target)
    {
        foreach (var file in await TrackedAsync("."))
        {
            var copy = Path.Combine(target, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(Root, file), copy);
        }
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
