namespace CommonGround.Sidecar.Tests.Exchanges;

/// <summary>The list of exchanges that the stand-in does not imitate: <c>file | group | numbers | reason</c> in each line.</summary>
internal static class NotImitated
{
    /// <returns>The exchanges of one file that are listed.</returns>
    public static IReadOnlySet<(string Group, int Number)> Of(string file)
    {
        var listed = new HashSet<(string, int)>();
        foreach (var line in File.ReadLines(Path.Combine(ExchangeFile.Folder, "not-imitated.txt")))
        {
            if (line.Length == 0 || line.StartsWith('#'))
            {
                continue;
            }

            string[] parts = [.. line.Split('|').Select(part => part.Trim())];
            Assert.True(parts is [_, _, _, { Length: > 0 }], $"'{line}' does not name file, group, numbers and reason.");
            if (parts[0] == file)
            {
                listed.UnionWith(Numbers(parts[2]).Select(number => (parts[1], number)));
            }
        }

        return listed;
    }

    private static IEnumerable<int> Numbers(string text) => text.Split(',').SelectMany(part =>
    {
        int[] ends = [.. part.Split('-').Select(end => int.Parse(end, null))];
        return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
    });
}
