using System.Text.RegularExpressions;

namespace CommonGround.Platform.Tests.Architecture;

/// <summary>The order of the platform's concerns, as docs/anatomy.md draws it: each uses those below it and none above.</summary>
public sealed partial class ConcernTests
{
    private static readonly string[] s_order =
        ["Api", "OpenApi", "Events", "Logging", "State", "Authentication", "Privacy", "Telemetry", "Invocation", "Dapr", "Embedded", "Start", "BuildingBlocks"];

    [Fact]
    public void No_concern_uses_one_above_it()
    {
        var sources = PlatformSource.ReadAll();

        Assert.Equal(s_order.Order(StringComparer.Ordinal), sources.Select(source => source.Folder).Where(folder => folder.Length > 0).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(sources.SelectMany(source => Violations(source.Path, source.Text)));
    }

    [Fact]
    public void The_order_is_the_one_that_is_documented()
    {
        var anatomy = File.ReadAllText(Path.Combine(PlatformSource.Repository, "docs", "anatomy.md"));

        Assert.Equal(s_order, DocumentedConcern().Matches(anatomy).Select(row => row.Groups[1].Value));
    }

    /// <summary>The root may use all. One file in a folder belongs to it, because it is left out together with that folder.</summary>
    [Fact]
    public void A_file_has_the_namespace_of_its_folder()
    {
        var strays = PlatformSource.ReadAll().Where(source => ConcernOf(source.Text) != source.Folder).Select(source => source.Path);

        Assert.Equal(["Embedded/BuildingBlockChoice.Embedded.cs"], strays);
    }

    [Theory]
    [InlineData("using CommonGround.Platform.Api;\nnamespace CommonGround.Platform.State;")]
    [InlineData("using static CommonGround.Platform.Api.Problems;\nnamespace CommonGround.Platform.State.Logs;")]
    [InlineData("namespace CommonGround.Platform.Privacy;\nclass A { State.IDocuments? documents; }")]
    [InlineData("namespace CommonGround.Platform.BuildingBlocks;\nclass A { CommonGround.Platform.Embedded.SecretFile? file; }")]
    public void A_use_of_a_concern_above_is_found(string source) => Assert.Single(Violations("A.cs", source));

    private static IEnumerable<string> Violations(string path, string text)
    {
        var own = Array.IndexOf(s_order, ConcernOf(text));
        return Use().Matches(Comment().Replace(text, ""))
            .Select(use => use.Groups["concern"].Value)
            .Where(used => Array.IndexOf(s_order, used) is >= 0 and var at && at < own)
            .Select(used => $"{path} uses {used}")
            .Distinct();
    }

    private static string ConcernOf(string text) => Namespace().Match(text).Groups[1].Value;

    [GeneratedRegex(@"^namespace CommonGround\.Platform(?:\.(\w+))?[\w.]*;", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    // In a using, or before a type in the code: State.IDocuments.
    [GeneratedRegex(@"(?<![\w.])(?:CommonGround\.Platform\.(?<concern>\w+)|(?<concern>\w+)(?=\.[A-Z]))")]
    private static partial Regex Use();

    [GeneratedRegex("^\\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\| `(\w+)/` \|", RegexOptions.Multiline)]
    private static partial Regex DocumentedConcern();
}
