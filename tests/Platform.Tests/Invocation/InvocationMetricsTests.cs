using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using CommonGround.Platform.Invocation;
using CommonGround.Platform.Tests.Architecture;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Invocation;

/// <summary>What calls measure, and that <c>docs/metrics.md</c> names it and nothing else.</summary>
public sealed partial class InvocationMetricsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Repetition_breaker_and_duration_are_measured()
    {
        await using var server = await CalledServer.StartAsync();
        server.Otherwise = CalledServer.Status(503);
        await using var app = await CallerApp.StartAsync(server, null, ("FirstPause", "00:00:00.001"), ("BreakerTries", "3"));
        var (measured, named) = (new List<string>(), new List<string>());
        using var listener = Listen(app, measured, named);

        using (var answer = await app.Client().GetAsync("/v1/zaken/geheim", Cancel))
        {
            listener.RecordObservableInstruments();
        }

        await Assert.ThrowsAsync<CallFailedException>(() => app.Client().GetAsync("/", Cancel));

        Assert.Equal(
            [
                "commonground.invocation.breaker.opened{zaakregister} 1",
                "commonground.invocation.breaker.open{zaakregister} 1",
                "commonground.invocation.call.duration{zaakregister,503}",
                "commonground.invocation.call.duration{zaakregister,breaker_open}",
                "commonground.invocation.retries{zaakregister,503} 1",
                "commonground.invocation.retries{zaakregister,503} 1",
            ],
            measured.Order(StringComparer.Ordinal));
        Assert.Contains(app.Log.Lines, line => line.StartsWith("Warning: Calls to zaakregister fail (503)", StringComparison.Ordinal));
        Assert.DoesNotContain(app.Log.Lines, line => line.Contains("geheim", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_names_what_is_measured()
    {
        await using var server = await CalledServer.StartAsync();
        await using var app = await CallerApp.StartAsync(server);
        using var client = app.Client();
        var named = new List<string>();
        using var listener = Listen(app, [], named);

        var page = await File.ReadAllTextAsync(Path.Combine(PlatformSource.Repository, "docs", "metrics.md"), Cancel);
        Assert.Equal(
            named.Order(StringComparer.Ordinal),
            Row().Matches(page).Select(row => $"{row.Groups["name"].Value} ({row.Groups["unit"].Value})").Order(StringComparer.Ordinal));
    }

    private static MeterListener Listen(CallerApp app, List<string> measured, List<string> named)
    {
        var meters = app.Services.GetRequiredService<IMeterFactory>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Meter.Name == InvocationMetrics.Meter)
                {
                    Assert.False(string.IsNullOrEmpty(instrument.Description), instrument.Name);
                    named.Add($"{instrument.Name} ({instrument.Unit})");
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Add($"{Series(instrument, tags)} {value}"));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => measured.Add($"{Series(instrument, tags)} {value}"));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => measured.Add(Series(instrument, tags)));
        listener.Start();
        return listener;
    }

    private static string Series(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        $"{instrument.Name}{{{string.Join(',', tags.ToArray().Select(tag => tag.Value))}}}";

    [GeneratedRegex(@"^\| `(?<name>commonground\.invocation\.[a-z_.]+)` \((?<unit>[^)]+)\)", RegexOptions.Multiline)]
    private static partial Regex Row();
}
