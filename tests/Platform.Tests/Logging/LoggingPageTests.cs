using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Tests.Architecture;

namespace CommonGround.Platform.Tests.Logging;

/// <summary><c>docs/logging.md</c> of a component says what is written down, and refers to nothing that is not there (BIO-03).</summary>
public sealed partial class LoggingPageTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(PlatformSource.Repository, "templates", "cg-component", "docs", "logging.md"));

    [Fact]
    public void It_has_the_fields_of_a_processing_line() => AssertFields("## The processing log", LoggingJson.Platform.ProcessingLine);

    [Fact]
    public void It_has_the_fields_of_an_audit_line() => AssertFields("## The security log", LoggingJson.Platform.AuditLine);

    [Fact]
    public void The_settings_that_it_names_are_those_of_the_settings_page() => AssertKnown(Setting(), "settings.md");

    [Fact]
    public void The_metrics_that_it_names_are_those_of_the_metrics_page() => AssertKnown(Metric(), "metrics.md");

    [Fact]
    public void The_readme_of_a_component_leads_to_it() => Assert.Contains(
        "(docs/logging.md)", File.ReadAllText(Path.Combine(PlatformSource.Repository, "templates", "cg-component", "README.md")), StringComparison.Ordinal);

    // The first table of the section, in its first column.
    private static void AssertFields(string heading, JsonTypeInfo type)
    {
        var section = s_page[(s_page.IndexOf(heading + "\n", StringComparison.Ordinal) + heading.Length)..];
        var table = section[section.IndexOf("| field |", StringComparison.Ordinal)..];
        var rows = table[..table.IndexOf("\n\n", StringComparison.Ordinal)].Split('\n')[2..];
        var named = rows.SelectMany(row => Code().Matches(row.Split('|')[1]).Select(code => code.Groups[1].Value));
        Assert.Equal(type.Properties.Select(property => property.Name).Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private static void AssertKnown(Regex named, string file)
    {
        var known = File.ReadAllText(Path.Combine(PlatformSource.Repository, "docs", file));
        var names = named.Matches(s_page).Select(name => name.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(names);
        Assert.DoesNotContain(names, name => !known.Contains($"`{name}`", StringComparison.Ordinal) && !known.Contains($"`{name}:", StringComparison.Ordinal));
    }

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("`((?:Audit|Logboek|Processing|Retention|State):[A-Za-z:]+)`")]
    private static partial Regex Setting();

    [GeneratedRegex("`(commonground\\.[a-z_.]+)`")]
    private static partial Regex Metric();
}
