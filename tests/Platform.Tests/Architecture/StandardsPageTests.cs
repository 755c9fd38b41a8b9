using System.Text.RegularExpressions;

namespace CommonGround.Platform.Tests.Architecture;

/// <summary>Each test that docs/standards.md names as the proof of a rule is there.</summary>
public sealed partial class StandardsPageTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(PlatformSource.Repository, "docs", "standards.md"));

    [Fact]
    public void Each_test_file_that_the_page_names_is_there()
    {
        var named = NamedFile().Matches(s_page).Select(match => match.Groups["file"].Value).Distinct().ToList();

        Assert.InRange(named.Count, 50, 500);
        Assert.All(named, file => Assert.NotNull(TextOf(file)));
    }

    [Fact]
    public void Each_test_that_the_page_names_is_in_its_file()
    {
        var named = NamedFile().Matches(s_page).SelectMany(match => NamedTest().Matches(match.Groups["tests"].Value).Select(name =>
            (File: match.Groups["file"].Value, Test: name.Groups["test"].Value))).ToList();

        Assert.InRange(named.Count, 10, 500);
        Assert.All(named, test => Assert.Contains(test.Test, TextOf(test.File), StringComparison.Ordinal));
    }

    private static string? TextOf(string file)
    {
        string[] places = ["tests/Platform.Tests", "tests/Sidecar.Tests", "tests/Pack.Tests", "tests", "templates/cg-component/tests"];
        return places.Select(place => Path.Combine(PlatformSource.Repository, place, file)).FirstOrDefault(File.Exists) is { } path
            ? File.ReadAllText(path)
            : null;
    }

    // `Logging/TraceTests.cs`, or `Logging/TraceTests.cs` (`The_trace_…`, `Of_two_…`).
    [GeneratedRegex(@"`(?<file>[\w./]+\.cs)`(?: \((?<tests>(?:`\w+…?`(?:, )?)+)\))?")]
    private static partial Regex NamedFile();

    [GeneratedRegex(@"`(?<test>\w+)…?`")]
    private static partial Regex NamedTest();
}
