using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CommonGround.Pack.Tests.Infra;

namespace CommonGround.Pack.Tests;

/// <summary>What a generated component consists of, as text. Nothing is built here.</summary>
public sealed partial class SnapshotTests(Kit kit)
{
    [Theory]
    [MemberData(nameof(OptionRows.Rows), MemberType = typeof(OptionRows))]
    public async Task The_files_are_those_of_the_manifest(int row)
    {
        var (manifest, options) = (OptionRows.All[row].Manifest, OptionRows.All[row].Options);

        var component = await kit.GenerateAsync("Zaak", options);

        await Manifest.CheckAsync(manifest, component.Files);
    }

    [Theory]
    [MemberData(nameof(OptionRows.Rows), MemberType = typeof(OptionRows))]
    public async Task Nothing_of_the_template_or_of_this_machine_is_left(int row)
    {
        var component = await kit.GenerateAsync("Zaak", [.. OptionRows.All[row].Options, .. NoDefaults(OptionRows.All[row].Options)]);

        Assert.All(component.Files, file =>
        {
            Assert.DoesNotMatch(Forbidden(), file);
            Assert.DoesNotMatch(Forbidden(), component.Read(file));
        });
    }

    [Fact]
    public async Task Without_the_sample_no_file_speaks_of_it_but_the_README()
    {
        var component = await kit.GenerateAsync("Zaak", "--no-sample");

        Assert.All(
            component.Files.Where(file => file != "README.md" && !file.StartsWith("src/Platform/", StringComparison.Ordinal)),
            file => Assert.DoesNotContain("aanvra", component.Read(file), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_same_input_gives_the_same_bytes()
    {
        string[] options = ["--organization", "Gemeente Voorbeeld", "--oin", "00000099000000007000"];

        var one = await kit.GenerateAsync("zaak-register", options);
        var two = await kit.GenerateAsync("zaak-register", options);

        Assert.Equal(one.Files, two.Files);
        Assert.All(one.Files, file => Assert.Equal(File.ReadAllBytes(one.PathOf(file)), File.ReadAllBytes(two.PathOf(file))));
    }

    [Fact]
    public async Task The_record_names_the_kit_and_its_options()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The name has a quote, which no file of Windows can have.");

        var component = await kit.GenerateAsync("Zaak \"2\"", "--no-sample", "--organization", "Gemeente Voorbeeld", "--oin", "00000099000000007000");

        var record = JsonNode.Parse(component.Read(".commonground/template.json"))!;
        Assert.Equal("cg-component", (string?)record["template"]);
        Assert.Contains($".{(string?)record["version"]}.nupkg", kit.Package, StringComparison.Ordinal);
        Assert.Equal("Zaak \"2\"", (string?)record["name"]);
        Assert.True((bool)record["options"]!["noSample"]!);
        Assert.Equal("Gemeente Voorbeeld", (string?)record["options"]!["organization"]);
        Assert.Equal("00000099000000007000", (string?)record["options"]!["oin"]);
    }

    [Fact]
    public async Task Options_arrive_in_the_settings_whatever_is_in_them()
    {
        var component = await kit.GenerateAsync("Zaak", "--organization", "Jansen & \"Zoon\" \\ <B.V.>", "--oin", "00000099000000007000");

        var settings = JsonNode.Parse(component.Read("src/Component/appsettings.json"))!;
        Assert.Equal("Jansen & 'Zoon'    B.V. ", (string?)settings["Api"]!["Contact"]!["Name"]);
        Assert.Equal("00000099000000007000", (string?)settings["Tenancy"]!["Oin"]);
        Assert.Contains("Jansen & 'Zoon'", component.Read("publiccode.yml"), StringComparison.Ordinal);
        Assert.Contains("Jansen & 'Zoon'", component.Read("SECURITY.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_described_in_the_language_of_the_user()
    {
        var start = Command.Start(kit.NewFolder(), "dotnet", "new", "cg-component", "-h", "--debug:custom-hive", kit.Hive);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "nl";

        var help = (await Command.RunAsync(start)).Succeeded();

        Assert.Contains("Laat de voorbeeldresource", help.Output, StringComparison.Ordinal);
    }

    // With every text given, a default that is still there is one that was not replaced.
    private static IEnumerable<string> NoDefaults(string[] given) =>
        new[] { ("--organization", "Gemeente Zaandam"), ("--oin", "00000099000000007000") }
            .Where(option => !given.Contains(option.Item1))
            .SelectMany(option => new[] { option.Item1, option.Item2 });

    [GeneratedRegex(
        @"Voorbeeldcomponent|Voorbeeld\.Component|voorbeeld-component|Voorbeeldnaam|Voorbeeldkeuze|Voorbeeldorganisatie|0\.0\.0-kit"
        + @"|00000099000000001000|#(if|else|elif|endif)\b|/(root|home|Users|tmp|work)/|[A-Z]:\\",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Forbidden();
}
