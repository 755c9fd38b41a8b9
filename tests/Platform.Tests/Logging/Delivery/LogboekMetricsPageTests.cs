using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using CommonGround.Platform.Logging.Delivery;
using CommonGround.Platform.Tests.Architecture;
using CommonGround.Platform.Tests.State;

namespace CommonGround.Platform.Tests.Logging.Delivery;

/// <summary><c>docs/metrics.md</c> names every instrument of delivery with its unit, and no other.</summary>
public sealed partial class LogboekMetricsPageTests
{
    [Fact]
    public async Task The_page_names_what_is_measured()
    {
        await using var host = await DeliveryHost.StartAsync(new FaultyStore());
        host.Get<DeliveryMetrics>();
        var measured = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == "CommonGround.Logboek" && ReferenceEquals(instrument.Meter.Scope, host.Get<IMeterFactory>()))
            {
                Assert.False(string.IsNullOrEmpty(instrument.Description), instrument.Name);
                measured.Add($"{instrument.Name} ({instrument.Unit})");
            }
        };
        listener.Start();

        var page = await File.ReadAllTextAsync(Path.Combine(PlatformSource.Repository, "docs", "metrics.md"), TestContext.Current.CancellationToken);
        var named = Row().Matches(page).Select(row => $"{row.Groups["name"].Value} ({row.Groups["unit"].Value})");
        Assert.Equal(measured.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\| `(?<name>commonground\.logboek\.[a-z_.]+)` \((?<unit>[^)]+)\)", RegexOptions.Multiline)]
    private static partial Regex Row();
}
