namespace CommonGround.Pack.Tests.Infra;

/// <summary>
/// The exact file lists that the repository expects, one path a line. After a wanted change, run these tests once with
/// <c>UPDATE_MANIFESTS=1</c>: they rewrite the lists, and fail, so that the change is looked at and committed.
/// A list whose first line is <c>= default</c> says only what differs from that one: <c>- path</c> and <c>+ path</c>.
/// </summary>
internal static class Manifest
{
    public static async Task CheckAsync(string name, IEnumerable<string> files)
    {
        var path = PathOf(name);
        var actual = files.ToArray();
        if (Environment.GetEnvironmentVariable("UPDATE_MANIFESTS") == "1")
        {
            await File.WriteAllTextAsync(path, string.Join('\n', Written(path, actual)) + '\n', TestContext.Current.CancellationToken);
            Assert.Fail($"{path} is rewritten: look at the difference, and run the tests again without UPDATE_MANIFESTS.");
        }

        var expected = Expected(path);
        string[] differences = [.. expected.Except(actual).Select(file => $"missing: {file}"), .. actual.Except(expected).Select(file => $"not in {name}.txt: {file}")];
        Assert.True(differences.Length == 0, string.Join('\n', [.. differences, "Is this what you want? Run these tests once with UPDATE_MANIFESTS=1."]));
    }

    private static string PathOf(string name) => Path.Combine(Repository.Root, "tests", "Pack.Tests", "Manifests", $"{name}.txt");

    private static string? BaseOf(string[] lines) => lines is [['=', ' ', .. var name], ..] ? PathOf(name) : null;

    private static string[] Expected(string path)
    {
        var lines = File.ReadAllLines(path);
        return BaseOf(lines) is { } common
            ? [.. File.ReadAllLines(common).Except(Marked(lines, '-')), .. Marked(lines, '+')]
            : lines;
    }

    private static string[] Written(string path, string[] actual)
    {
        if (!File.Exists(path) || File.ReadAllLines(path) is not [var first, ..] lines || BaseOf(lines) is not { } common)
        {
            return actual;
        }

        var shared = File.ReadAllLines(common);
        return [first, .. shared.Except(actual).Select(file => $"- {file}"), .. actual.Except(shared).Select(file => $"+ {file}")];
    }

    private static IEnumerable<string> Marked(string[] lines, char mark) => lines.Where(line => line[0] == mark).Select(line => line[2..]);
}
