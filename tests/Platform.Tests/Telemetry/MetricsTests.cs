using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Telemetry;

public sealed class MetricsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_kind_of_instrument_is_written_as_Prometheus_reads_it()
    {
        await using var app = await TelemetryApp.StartAsync();
        var meter = app.Services.GetRequiredService<IMeterFactory>().Create("CommonGround.Test");
        meter.CreateCounter<int>("dingen.gemaakt", "{ding}", "Counts\nthings with a \\.").Add(2, new KeyValuePair<string, object?>("soort", "a\"b\\c\nd"));
        var waiting = meter.CreateUpDownCounter<long>("dingen.wachtend");
        waiting.Add(3);
        waiting.Add(-1);
        meter.CreateGauge<double>("temperatuur", "Cel").Record(20.5);
        meter.CreateObservableCounter("gelezen", () => 7L, "By");
        var duration = meter.CreateHistogram("duur", "s", null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        duration.Record(0.1);
        duration.Record(0.5);
        duration.Record(5);

        var lines = await Scrape(app);

        const string scope = "otel_scope_name=\"CommonGround.Test\"";
        Assert.Contains("# HELP dingen_gemaakt_total Counts\\nthings with a \\\\.", lines);
        Assert.Contains("# TYPE dingen_gemaakt_total counter", lines);
        Assert.Contains($"dingen_gemaakt_total{{soort=\"a\\\"b\\\\c\\nd\",{scope}}} 2", lines);
        Assert.Contains("# TYPE dingen_wachtend gauge", lines);
        Assert.Contains($"dingen_wachtend{{{scope}}} 2", lines);
        Assert.Contains($"temperatuur_celsius{{{scope}}} 20.5", lines);
        Assert.Contains($"gelezen_bytes_total{{{scope}}} 7", lines);
        Assert.Contains("# TYPE duur_seconds histogram", lines);
        Assert.Contains($"duur_seconds_bucket{{{scope},le=\"0.1\"}} 1", lines);
        Assert.Contains($"duur_seconds_bucket{{{scope},le=\"1\"}} 2", lines);
        Assert.Contains($"duur_seconds_bucket{{{scope},le=\"+Inf\"}} 3", lines);
        Assert.Contains($"duur_seconds_sum{{{scope}}} 5.6", lines);
        Assert.Contains($"duur_seconds_count{{{scope}}} 3", lines);
    }

    [Fact]
    public async Task Requests_runtime_and_readiness_are_there_and_every_line_is_well_formed()
    {
        await using var app = await TelemetryApp.StartAsync();
        using var _ = await app.Api.GetAsync("/v1/dingen/7?q=geheim", Cancel);

        var lines = await Scrape(app);

        Assert.Contains(lines, line => line.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal)
            && line.Contains("http_route=\"/v1/dingen/{id:int}\"", StringComparison.Ordinal)
            && line.Contains("http_response_status_code=\"200\"", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("dotnet_process_memory_working_set_bytes{", StringComparison.Ordinal));
        Assert.Contains("commonground_ready{otel_scope_name=\"CommonGround.Health\"} 1", lines);
        Assert.DoesNotContain(lines, line => line.Contains("geheim", StringComparison.Ordinal));
        Assert.DoesNotContain(lines.Zip(lines.Skip(1)), pair => pair is { First: ['#', ' ', 'T', ..], Second: ['#', ..] });
        PrometheusFormat.AssertValid(lines);
    }

    [Fact]
    public async Task Tags_in_another_order_are_the_same_series()
    {
        await using var app = await TelemetryApp.StartAsync();
        var counter = app.Services.GetRequiredService<IMeterFactory>().Create("CommonGround.Test").CreateCounter<int>("dingen");
        counter.Add(1, new("a", 1), new("b", 2));
        counter.Add(1, new("b", 2), new("a", 1));
        counter.Add(1, new("b", 2), new("a", 1));
        Assert.Contains("dingen_total{a=\"1\",b=\"2\",otel_scope_name=\"CommonGround.Test\"} 3", await Scrape(app));
    }

    [Fact]
    public async Task Too_many_series_are_counted_in_one()
    {
        await using var app = await TelemetryApp.StartAsync();
        var counter = app.Services.GetRequiredService<IMeterFactory>().Create("CommonGround.Test").CreateCounter<int>("dingen");
        for (var i = 0; i < 2100; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("i", i));
        }

        var lines = await Scrape(app);
        Assert.Contains("dingen_total{otel_metric_overflow=\"true\",otel_scope_name=\"CommonGround.Test\"} 100", lines);
        Assert.Equal(2001, lines.Count(line => line.StartsWith("dingen_total{", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_observed_series_that_ended_is_gone_at_the_next_scrape()
    {
        await using var app = await TelemetryApp.StartAsync();
        var queues = new List<string> { "een", "twee" };
        app.Services.GetRequiredService<IMeterFactory>().Create("CommonGround.Test").CreateObservableGauge(
            "wachtrij", () => queues.Select(queue => new Measurement<int>(1, new KeyValuePair<string, object?>("naam", queue))));

        Assert.Equal(2, (await Scrape(app)).Count(line => line.StartsWith("wachtrij{", StringComparison.Ordinal)));
        queues.Remove("twee");
        Assert.Equal(1, (await Scrape(app)).Count(line => line.StartsWith("wachtrij{", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_measurement_of_a_known_series_allocates_nothing()
    {
        await using var app = await TelemetryApp.StartAsync();
        var histogram = app.Services.GetRequiredService<IMeterFactory>().Create("CommonGround.Test").CreateHistogram<double>("duur");
        KeyValuePair<string, object?>[] tags = [new("method", "GET"), new("route", "/v1/dingen/{id}"), new("status", 200)];
        histogram.Record(1, tags);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            histogram.Record(1, tags);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static async Task<string[]> Scrape(TelemetryApp app)
    {
        using var answer = await app.Management.GetAsync("/metrics", Cancel);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        return (await answer.Content.ReadAsStringAsync(Cancel)).TrimEnd('\n').Split('\n');
    }
}
