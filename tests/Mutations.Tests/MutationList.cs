using System.Reflection;

namespace CommonGround.Mutations.Tests;

/// <summary>The mutations of <c>Mutations.txt</c>: what they are called, and the sentence that says what they break.</summary>
internal static class MutationList
{
    public static IReadOnlyList<(string Id, string What)> All { get; } = [.. Read().DistinctBy(m => m.Id)];

    private static IEnumerable<(string Id, string What)> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Mutations.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("== ", StringComparison.Ordinal))
            {
                yield return (line.Split(' ')[1], reader.ReadLine()!);
            }
        }
    }
}
