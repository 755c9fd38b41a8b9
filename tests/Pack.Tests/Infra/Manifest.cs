namespace CommonGround.Pack.Tests.Infra;

/// <summary>
/// The exact file lists that the repository expects, one path a line. After a wanted change, run these tests once with
/// <c>UPDATE_MANIFESTS=1</c>: they rewrite the lists, and fail, so that the change is looked at and committed.
/// </summary>
internal static class Manifest
{
    public static async Task CheckAsync(string name, IEnumerable<string> files)
    {
        var path = Path.Combine(Repository.Root, "tests", "Pack.Tests", "Manifests", $"{name}.txt");
        var actual = files.ToArray();
        if (Environment.GetEnvironmentVariable("UPDATE_MANIFESTS") == "1")
        {
            await File.WriteAllTextAsync(path, string.Join('\n', actual) + '\n', TestContext.Current.CancellationToken);
            Assert.Fail($"{path} is rewritten: look at the difference, and run the tests again without UPDATE_MANIFESTS.");
        }

        var expected = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        string[] differences = [.. expected.Except(actual).Select(file => $"missing: {file}"), .. actual.Except(expected).Select(file => $"not in {name}.txt: {file}")];
        Assert.True(differences.Length == 0, string.Join('\n', [.. differences, "Is this what you want? Run these tests once with UPDATE_MANIFESTS=1."]));
    }
}
