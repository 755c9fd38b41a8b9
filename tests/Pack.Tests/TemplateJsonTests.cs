using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CommonGround.Pack.Tests.Infra;

namespace CommonGround.Pack.Tests;

/// <summary>template.json against the files it speaks of. The engine itself is silent about most of these mistakes.</summary>
public sealed class TemplateJsonTests
{
    [Fact]
    public async Task Every_path_it_leaves_out_or_renames_exists()
    {
        var files = await TemplateFilesAsync();

        var source = TemplateJson.Root["sources"]![0]!;
        var excluded = source["modifiers"]!.AsArray().SelectMany(modifier => modifier!["exclude"]!.AsArray()).Select(path => (string)path!);
        var renamed = source["rename"]!.AsObject().Select(rename => rename.Key);

        Assert.All(excluded.Concat(renamed), path => Assert.Contains(files, file => Matches(path, file)));
    }

    /// <summary>The overlay is not generated as a folder of its own, and what it lays over is what it replaces or takes away.</summary>
    [Fact]
    public async Task An_overlay_takes_the_place_of_what_is_left_out_for_it()
    {
        var files = await TemplateFilesAsync();
        var sources = TemplateJson.Root["sources"]!.AsArray();
        var overlay = Assert.Single(sources.Skip(1))!;
        var (from, to, condition) = (((string)overlay["source"]!)[2..], ((string)overlay["target"]!)[2..], (string)overlay["condition"]!);
        var left = sources[0]!["modifiers"]!.AsArray().Single(modifier => (string)modifier!["condition"]! == condition)!["exclude"]!.AsArray();

        Assert.Contains("overlays/**", sources[0]!["exclude"]!.AsArray().Select(path => (string)path!));
        var laid = files.Where(file => file.StartsWith(from, StringComparison.Ordinal)).Select(file => to + file[from.Length..]).ToArray();
        Assert.NotEmpty(laid);
        Assert.All(laid.Intersect(files), file => Assert.Contains(file, left.Select(path => (string)path!)));
    }

    [Fact]
    public async Task Every_token_occurs_in_the_files()
    {
        var texts = await TextsAsync();
        Assert.All(TemplateJson.Tokens, token => Assert.Contains(texts, text => text.Contains(token, StringComparison.Ordinal)));
    }

    [Fact]
    public void No_token_is_part_of_another()
    {
        var tokens = TemplateJson.Tokens;
        Assert.All(tokens, token => Assert.DoesNotContain(tokens, other => other != token && other.Contains(token, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void Every_form_that_is_named_exists_and_is_used()
    {
        var forms = TemplateJson.Root["forms"]!.AsObject();
        string[] used =
        [
            .. TemplateJson.Symbols.Select(symbol => (string?)symbol.Value["valueTransform"]).OfType<string>(),
            .. forms.SelectMany(form => form.Value!["steps"]?.AsArray() ?? []).Select(step => (string)step!),
        ];

        Assert.Equal(forms.Select(form => form.Key).Order(StringComparer.Ordinal), used.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_derived_symbol_comes_from_a_parameter_or_the_name()
    {
        var parameters = TemplateJson.Symbols.Where(symbol => (string?)symbol.Value["type"] == "parameter").Select(symbol => symbol.Key);
        var sources = TemplateJson.Symbols.Select(symbol => (string?)symbol.Value["valueSource"]).OfType<string>();

        Assert.All(sources, source => Assert.Contains(source, parameters.Append("name")));
    }

    [Fact]
    public void A_user_sees_at_most_five_options_and_the_README_explains_each()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

        Assert.InRange(TemplateJson.Options.Length, 1, 5);
        Assert.All(TemplateJson.Options, option => Assert.Contains($"`--{option}`", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_option_has_a_row_in_the_tests() =>
        Assert.Equal(
            TemplateJson.Options.Order(StringComparer.Ordinal),
            OptionRows.All.SelectMany(row => row.Options).Where(part => part.StartsWith("--", StringComparison.Ordinal))
                .Select(option => option[2..]).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("en")]
    [InlineData("nl")]
    public void Every_text_is_there_in_both_languages(string language)
    {
        var texts = TemplateJson.Read($".template.config/localize/templatestrings.{language}.json").Select(text => text.Key);

        string[] expected =
        [
            "author", "name", "description",
            .. TemplateJson.Symbols.Where(symbol => (string?)symbol.Value["type"] == "parameter")
                .SelectMany(symbol => new[] { $"symbols/{symbol.Key}/displayName", $"symbols/{symbol.Key}/description" }),
            .. Choices().SelectMany(choice => new[] { $"{choice.Key}/displayName", $"{choice.Key}/description" }),
            "postActions/restore/description", "postActions/restore/manualInstructions/default/text",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), texts.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void English_texts_are_those_of_the_template()
    {
        var texts = TemplateJson.Read(".template.config/localize/templatestrings.en.json");
        Assert.Equal((string?)TemplateJson.Root["description"], (string?)texts["description"]);
        Assert.All(
            TemplateJson.Symbols.Where(symbol => (string?)symbol.Value["type"] == "parameter"),
            symbol => Assert.Equal((string?)symbol.Value["description"], (string?)texts[$"symbols/{symbol.Key}/description"]));
        Assert.All(Choices(), choice => Assert.Equal((string?)choice.Value!["description"], (string?)texts[$"{choice.Key}/description"]));
    }

    [Fact]
    public void The_only_post_action_is_the_restore()
    {
        // A script would ask, and with a closed input its question is repeated for ever.
        var action = Assert.Single(TemplateJson.Root["postActions"]!.AsArray());
        Assert.Equal("210D431B-A78B-4D2F-B762-4ED3E3EA9025", (string?)action!["actionId"]);
    }

    [Fact]
    public void Identities_are_unique()
    {
        var identities = Directory.EnumerateFiles(Path.Combine(Repository.Root, "templates"), "template.json", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == ".template.config")
            .Select(file => (string?)JsonNode.Parse(File.ReadAllText(file))!["identity"])
            .ToArray();

        Assert.NotEmpty(identities);
        Assert.Equal(identities.Length, identities.Distinct().Count());
    }

    [Fact]
    public void The_changelog_has_the_version_of_the_kit() =>
        Assert.Contains(
            $"## [{(string?)TemplateJson.Root["symbols"]!["kitVersion"]!["parameters"]!["value"]}]",
            File.ReadAllText(Path.Combine(Repository.Root, "CHANGELOG.md")),
            StringComparison.Ordinal);

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Choices() =>
        TemplateJson.Symbols.SelectMany(symbol => (symbol.Value["choices"]?.AsArray() ?? [])
            .Select(choice => KeyValuePair.Create($"symbols/{symbol.Key}/choices/{(string)choice!["choice"]!}", (JsonNode?)choice)));

    private static async Task<string[]> TemplateFilesAsync() =>
        [.. (await Repository.TrackedAsync("templates/cg-component")).Select(file => file["templates/cg-component/".Length..])];

    private static async Task<string[]> TextsAsync() =>
        [.. (await TemplateFilesAsync())
            .Where(file => !file.StartsWith(".template.config/", StringComparison.Ordinal))
            .Select(file => file + '\n' + File.ReadAllText(Path.Combine(Repository.Template, file)))];

    private static bool Matches(string pattern, string file) =>
        Regex.IsMatch(file, "^" + Regex.Escape(pattern).Replace(@"\*\*", ".+", StringComparison.Ordinal) + "$");
}
