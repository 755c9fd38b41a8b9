using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;

namespace CommonGround.Platform.Tests.State;

/// <summary><c>docs/metrics.md</c> names every instrument of state with its unit, and no other.</summary>
public sealed partial class MetricsPageTests
{
    [Fact]
    public async Task The_page_names_what_is_measured()
    {
        await using var host = await StateHost.StartAsync(new FaultyStore());
        var measured = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, host.Get<IMeterFactory>()))
            {
                Assert.False(string.IsNullOrEmpty(instrument.Description), instrument.Name);
                measured.Add($"{instrument.Name} ({instrument.Unit})");
            }
        };
        listener.Start();

        var named = Row().Matches(await File.ReadAllTextAsync(Page(), TestContext.Current.CancellationToken))
            .Select(row => $"{row.Groups["name"].Value} ({row.Groups["unit"].Value})");
        Assert.Equal(measured.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private static string Page()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Combine(folder.FullName, "docs", "metrics.md") is var page && File.Exists(page))
            {
                return page;
            }
        }

        throw new FileNotFoundException("docs/metrics.md is not above the tests.");
    }

    [GeneratedRegex(@"^\| `(?<name>commonground\.state\.[a-z_.]+)` \((?<unit>[^)]+)\)", RegexOptions.Multiline)]
    private static partial Regex Row();
}
