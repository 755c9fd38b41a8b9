using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Dapr;
using CommonGround.Platform.Tests.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Dapr;

/// <summary>What of the calls to the sidecar leaves by OTLP (PRV-01).</summary>
public sealed class SidecarSpanTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_key_and_no_path_of_a_call_is_in_a_span()
    {
        await using var sidecar = await ScriptedSidecar.StartAsync();
        await using var collector = await OtlpCollector.StartAsync();
        var settings = new Dictionary<string, string?>
        {
            ["DAPR_HTTP_PORT"] = $"{sidecar.Port}",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        };
        await using (var app = await TelemetryApp.StartAsync(builder => builder.Services.AddDaprBuildingBlocks(builder.Configuration), settings))
        {
            await app.Services.GetRequiredService<IStateStore>().GetAsync("aanvragen/424242", Cancellation);
            using var client = new HttpClient(app.Services.GetRequiredService<IInvocation>().CreateHandler("callee"));
            using var response = await client.GetAsync("http://callee/v1/personen/434343?naam=Jansen", Cancellation);
        }

        Assert.Equal(2, sidecar.Seen.Count(request => request.Target.Contains("4242", StringComparison.Ordinal) || request.Target.Contains("4343", StringComparison.Ordinal)));
        var sent = collector.Received();
        Assert.Contains($"http://127.0.0.1:{sidecar.Port}/", sent, StringComparison.Ordinal);
        Assert.All(["424242", "434343", "personen", "Jansen", "statestore"], text => Assert.DoesNotContain(text, sent, StringComparison.Ordinal));
    }
}
