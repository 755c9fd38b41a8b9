using CommonGround.Platform.Telemetry.Metrics;

namespace CommonGround.Platform.Tests.Telemetry;

public sealed class PrometheusNameTests
{
    [Theory]
    [InlineData("http.server.request.duration", "s", MetricKind.Histogram, "http_server_request_duration_seconds")]
    [InlineData("http.server.active_requests", "{request}", MetricKind.UpDownCounter, "http_server_active_requests")]
    [InlineData("dotnet.gc.collections", "{collection}", MetricKind.Counter, "dotnet_gc_collections_total")]
    [InlineData("dotnet.process.memory.working_set", "By", MetricKind.UpDownCounter, "dotnet_process_memory_working_set_bytes")]
    [InlineData("commonground.bytes", "By", MetricKind.Counter, "commonground_bytes_total")]
    [InlineData("entries.total", null, MetricKind.Counter, "entries_total")]
    [InlineData("queue.fill", "1", MetricKind.Gauge, "queue_fill_ratio")]
    [InlineData("cpu.use", "%", MetricKind.Gauge, "cpu_use_percent")]
    [InlineData("net.speed", "By/s", MetricKind.Gauge, "net_speed_bytes_per_second")]
    [InlineData("calls", "{call}/min", MetricKind.Gauge, "calls_per_minute")]
    [InlineData("1st.try--again", "", MetricKind.Gauge, "_1st_try_again")]
    public void Names_follow_the_rules_of_OpenTelemetry_for_Prometheus(string name, string? unit, object kind, string expected) =>
        Assert.Equal(expected, PrometheusName.Of(name, unit, (MetricKind)kind));
}
