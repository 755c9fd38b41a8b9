namespace CommonGround.Tools;

internal static class Repository
{
    /// <summary>The folder of the kit: from the current folder upwards.</summary>
    public static string Root()
    {
        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CommonGround.Templates.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Run this in the repository of CommonGround.Templates.");
    }
}
