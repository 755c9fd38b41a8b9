using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using CommonGround.Platform.Events.Outgoing;
using CommonGround.Platform.Tests.Architecture;
using CommonGround.Platform.Tests.Embedded;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Events;

/// <summary><c>docs/metrics.md</c> names every instrument of events with its unit, and no other.</summary>
public sealed partial class EventMetricsPageTests : IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    [Fact]
    public async Task The_page_names_what_is_measured()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);
        // A component that publishes nothing measures nothing of it.
        component.App.Services.GetRequiredService<PublisherMetrics>();
        var measured = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == "CommonGround.Events" && ReferenceEquals(instrument.Meter.Scope, component.App.Services.GetRequiredService<IMeterFactory>()))
            {
                measured.Add($"{instrument.Name} ({instrument.Unit})");
            }
        };
        listener.Start();

        var page = await File.ReadAllTextAsync(Path.Combine(PlatformSource.Repository, "docs", "metrics.md"), TestContext.Current.CancellationToken);
        var named = Row().Matches(page).Select(row => $"{row.Groups["name"].Value} ({row.Groups["unit"].Value})");
        Assert.Equal(named.Order(StringComparer.Ordinal), measured.Order(StringComparer.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    [GeneratedRegex(@"^\| `(?<name>commonground\.events\.[a-z_.]+)` \((?<unit>[^)]+)\)", RegexOptions.Multiline)]
    private static partial Regex Row();
}
