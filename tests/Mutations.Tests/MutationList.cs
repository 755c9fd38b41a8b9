using System.Reflection;

namespace CommonGround.Mutations.Tests;

/// <summary>The mutations of <c>Mutations.txt</c>: what they are called, and the sentence that says what they break.</summary>
internal static class MutationList
{
    public static IReadOnlyList<(string Id, string What)> All { get; } = [.. Read().DistinctBy(m => m.Id)];

    /// <summary>What docs/commit-log.md says.</summary>
    public static string Page()
    {
        using var reader = Open("commit-log.md");
        return reader.ReadToEnd();
    }

    private static StreamReader Open(string name) => new(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);

    private static IEnumerable<(string Id, string What)> Read()
    {
        using var reader = Open("Mutations.txt");
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("== ", StringComparison.Ordinal))
            {
                yield return (line.Split(' ')[1], reader.ReadLine()!);
            }
        }
    }
}
