using CommonGround.Platform.Start;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CommonGround.Platform.Tests.Telemetry;

public sealed partial class OpenTelemetryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_an_endpoint_nothing_is_built()
    {
        await using var app = await TelemetryApp.StartAsync();
        AssertNothingIsBuilt(app);
    }

    [Fact]
    public async Task A_disabled_SDK_is_not_built()
    {
        await using var app = await TelemetryApp.StartAsync(settings: new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:1",
            ["OTEL_SDK_DISABLED"] = "true",
        });
        AssertNothingIsBuilt(app);
    }

    [Fact]
    public async Task Traces_metrics_and_logs_arrive_under_the_name_of_the_component()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await Exercise(Settings(collector), app => app.Api.GetAsync("/v1/dingen/7", Cancel));

        Assert.Contains("GET /v1/dingen/{id}", collector.Received("/v1/traces"), StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", collector.Received("/v1/metrics"), StringComparison.Ordinal);
        Assert.Contains("Noted", collector.Received("/v1/logs"), StringComparison.Ordinal);
        Assert.All(
            ["/v1/traces", "/v1/metrics", "/v1/logs"],
            path => Assert.Contains("mijn-component", collector.Received(path), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_variables_have_the_last_word_on_the_name()
    {
        await using var collector = await OtlpCollector.StartAsync();
        var settings = Settings(collector);
        settings["OTEL_RESOURCE_ATTRIBUTES"] = "service.name=andere-naam";
        await Exercise(settings, app => app.Api.GetAsync("/v1/dingen/7", Cancel));
        Assert.Contains("andere-naam", collector.Received("/v1/traces"), StringComparison.Ordinal);
        Assert.DoesNotContain("mijn-component", collector.Received("/v1/traces"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_without_an_endpoint_is_not_sent()
    {
        await using var collector = await OtlpCollector.StartAsync();
        var settings = Settings(collector);
        settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = null;
        settings["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = collector.Url + "/eigen/pad";
        await Exercise(settings, app => app.Api.GetAsync("/v1/dingen/7", Cancel));
        Assert.Contains("GET /v1/dingen/{id}", collector.Received("/eigen/pad"), StringComparison.Ordinal);
        Assert.Equal(collector.Received(), collector.Received("/eigen/pad"));
    }

    [Fact]
    public async Task A_failure_is_an_error_of_its_type()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await Exercise(Settings(collector), app => app.Api.GetAsync("/v1/fout", Cancel));
        var traces = collector.Received("/v1/traces");
        Assert.Contains("GET /v1/fout", traces, StringComparison.Ordinal);
        Assert.Contains("System.InvalidOperationException", traces, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_id_query_exception_text_or_BSN_leaves_by_OTLP()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await Exercise(Settings(collector), async app =>
        {
            (await app.Api.GetAsync("/v1/dingen/424242?geheim=x", Cancel)).Dispose();
            (await app.Api.GetAsync("/v1/personen/999993653", Cancel)).Dispose();
            (await app.Api.GetAsync("/v1/fout", Cancel)).Dispose();
            return await app.Api.GetAsync("/healthz", Cancel);
        });

        var all = collector.Received();
        Assert.Contains("GET /v1/fout", all, StringComparison.Ordinal);
        Assert.DoesNotContain("424242", all, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", all, StringComparison.Ordinal);
        Assert.DoesNotContain("999993653", all, StringComparison.Ordinal);
        Assert.DoesNotContain("fout met", all, StringComparison.Ordinal);
        Assert.DoesNotContain("healthz", collector.Received("/v1/traces"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "ergens")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/json")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "10s")]
    public async Task A_variable_that_cannot_be_read_stops_the_start_and_is_named(string name, string value)
    {
        await using var app = TelemetryApp.Build(settings: new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:1", [name] = value });
        var exception = await Assert.ThrowsAsync<StartupRefusedException>(() => app.StartAsync(Cancel));
        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> Settings(OtlpCollector collector) => new()
    {
        ["Component:AppId"] = "mijn-component",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
    };

    /// <summary>Starts, logs, calls and stops: stopping sends what is left.</summary>
    private static async Task Exercise(Dictionary<string, string?> settings, Func<TelemetryApp, Task<HttpResponseMessage>> call)
    {
        await using var app = await TelemetryApp.StartAsync(settings: settings);
        Log.Noted(app.Services.GetRequiredService<ILogger<OpenTelemetryTests>>(), "999993653", new FormatException("fout met iets"));
        using var _ = await call(app);
    }

    private static void AssertNothingIsBuilt(TelemetryApp app)
    {
        Assert.Null(app.Services.GetService<TracerProvider>());
        Assert.Null(app.Services.GetService<MeterProvider>());
        Assert.Null(app.Services.GetService<LoggerProvider>());
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Noted {What}")]
        public static partial void Noted(ILogger logger, string what, Exception exception);
    }
}
