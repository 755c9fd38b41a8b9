using System.Text.RegularExpressions;

namespace CommonGround.Platform.Tests.Telemetry;

/// <summary>The grammar of Prometheus' text format 0.0.4, as far as one can be wrong with it.</summary>
internal static partial class PrometheusFormat
{
    public static void AssertValid(string[] lines)
    {
        var (families, samples) = (new HashSet<string>(), new HashSet<string>());
        var family = "";
        foreach (var line in lines)
        {
            if (TypeLine().Match(line) is { Success: true } type)
            {
                family = type.Groups["name"].Value;
                Assert.True(families.Add(family), $"family twice: {line}");
            }
            else if (!line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                Assert.Matches(Sample(), line);
                Assert.StartsWith(family, line, StringComparison.Ordinal);
                Assert.True(samples.Add(line[..line.LastIndexOf(' ')]), $"sample twice: {line}");
            }
        }
    }

    [GeneratedRegex("^# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)$")]
    private static partial Regex TypeLine();

    [GeneratedRegex("""^[a-zA-Z_:][a-zA-Z0-9_:]*\{[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*")*\} (NaN|[+-]Inf|-?[0-9.]+(E[+-]?[0-9]+)?)$""")]
    private static partial Regex Sample();
}
