using System.Text.Json.Nodes;
using CommonGround.Platform.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Voorbeeld.Component.Tests.Fixture;

namespace Voorbeeld.Component.Tests.Rules;

/// <summary>What is to be looked at while the component still runs: what it exports, shows, publishes and stores.</summary>
internal sealed class CanaryLook(ComponentFixture component, CanarySinks sinks)
{
    public const string Store = "the store's files";
    public const string MetricsPage = "the metrics page";

    /// <param name="lines">Whether there are lines for the Logboek to wait for: their delivery goes on beside the requests.</param>
    public async Task LookAsync(bool lines)
    {
        for (var attempt = 0; lines && !sinks.Has(CanaryCollector.Logboek) && attempt < 100; attempt++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Export();
        using var http = new HttpClient { BaseAddress = component.Services.GetRequiredService<IManagementServer>().Address };
        sinks.Add(MetricsPage, "all of it", await http.GetStringAsync("/metrics", TestContext.Current.CancellationToken));
        LookAtEvents();
        await LookAtStoreAsync();
    }

    // Not left to the end of the component: a test host takes it for ended before its last export came.
    private void Export()
    {
        Assert.True(component.Services.GetRequiredService<TracerProvider>().ForceFlush());
        Assert.True(component.Services.GetRequiredService<MeterProvider>().ForceFlush());
        Assert.True(component.Services.GetRequiredService<LoggerProvider>().ForceFlush());
    }

    private void LookAtEvents()
    {
        foreach (var cloudEvent in component.Broker.Taken)
        {
            var context = new JsonObject(cloudEvent.Where(attribute => attribute.Key != "data").Select(a => KeyValuePair.Create(a.Key, a.Value?.DeepClone())));
            sinks.Add("events", "the context attributes of an event", context.ToJsonString());
        }
    }

    private async Task LookAtStoreAsync()
    {
        foreach (var path in Directory.EnumerateFiles(component.Folder))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            sinks.Add(Store, Path.GetFileName(path), bytes.ToArray());
        }
    }
}
