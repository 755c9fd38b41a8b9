using System.IO.Compression;
using System.Text.RegularExpressions;
using CommonGround.Pack.Tests.Infra;

namespace CommonGround.Pack.Tests;

/// <summary>The nupkg holds what git tracks, and nothing else.</summary>
public sealed partial class PackageTests(Kit kit)
{
    [Fact]
    public async Task It_holds_what_git_tracks_under_templates()
    {
        var tracked = await Repository.TrackedAsync("templates");

        Assert.Equal(tracked.Order(StringComparer.Ordinal), Content(kit.Package));
    }

    [Theory]
    [InlineData(".gitignore")]
    [InlineData(".editorconfig")]
    [InlineData(".template.config/template.json")]
    public void It_keeps_files_that_begin_with_a_dot(string file) => Assert.Contains($"templates/cg-component/{file}", Content(kit.Package));

    [Fact]
    public void It_is_a_template_with_a_licence_a_readme_and_an_icon()
    {
        using var package = ZipFile.OpenRead(kit.Package);
        using var reader = new StreamReader(package.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open());
        var metadata = reader.ReadToEnd();

        Assert.Contains("<packageType name=\"Template\" />", metadata, StringComparison.Ordinal);
        Assert.Contains("<license type=\"expression\">EUPL-1.2</license>", metadata, StringComparison.Ordinal);
        Assert.Contains("<readme>README.md</readme>", metadata, StringComparison.Ordinal);
        Assert.Contains("<icon>icon.png</icon>", metadata, StringComparison.Ordinal);
        Assert.DoesNotContain("<dependency ", metadata, StringComparison.Ordinal);
        Assert.All(["README.md", "icon.png", "LICENSE"], file => Assert.Contains(package.Entries, entry => entry.FullName == file));
    }

    /// <summary>Who reads it in a feed or an editor has no repository around it.</summary>
    [Fact]
    public void Its_readme_has_no_relative_link()
    {
        using var package = ZipFile.OpenRead(kit.Package);
        using var reader = new StreamReader(package.GetEntry("README.md")!.Open());

        Assert.All(Link().Matches(reader.ReadToEnd()), link => Assert.StartsWith("https://", link.Groups[1].Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_git_does_not_track_stays_out()
    {
        var copy = await CopyAsync();
        await GitAsync(copy, "init", "-q");
        await GitAsync(copy, "add", "-A");
        await File.WriteAllTextAsync(Path.Combine(copy, "templates", "cg-component", "aantekening.txt"), "x", TestContext.Current.CancellationToken);

        Assert.Equal(Content(kit.Package), Content(await kit.PackAsync(copy)));
    }

    [Fact]
    public async Task A_source_archive_gives_the_same_content_and_leaves_its_builds_out()
    {
        var copy = await CopyAsync();
        var output = Directory.CreateDirectory(Path.Combine(copy, "templates", "cg-component", "src", "Component", "obj"));
        await File.WriteAllTextAsync(Path.Combine(output.FullName, "project.assets.json"), "{}", TestContext.Current.CancellationToken);

        Assert.Equal(Content(kit.Package), Content(await kit.PackAsync(copy)));
    }

    private static string[] Content(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        return [.. archive.Entries.Select(entry => entry.FullName)
            .Where(name => name.StartsWith("content/", StringComparison.Ordinal))
            .Select(name => name["content/".Length..])
            .Order(StringComparer.Ordinal)];
    }

    private static async Task GitAsync(string folder, params string[] arguments) =>
        (await Command.RunAsync(folder, "git", arguments)).Succeeded();

    private async Task<string> CopyAsync()
    {
        var copy = kit.NewFolder();
        await Repository.CopyAsync(copy);
        return copy;
    }

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}
