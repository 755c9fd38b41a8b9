using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Events;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.Telemetry;
using CommonGround.Platform.Tests.Events;
using CommonGround.Platform.Tests.State;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Voorbeeld.Component.Tests.Rules;

namespace CommonGround.Platform.Tests.Logging.Canaries;

/// <summary>A whole component, on a store that a test can break, all of whose sinks are searched for the number of a test person.</summary>
internal sealed class WatchedComponent : IAsyncDisposable
{
    public const string Type = "nl.voorbeeld.zaak.afgesloten.v1";
    public const string Topic = "zaken";
    public const string Answers = "answers";

    private static readonly string[] s_always =
    [
        FormattedLog.Json, FormattedLog.Console, CanaryCollector.Traces, CanaryCollector.Metrics, CanaryCollector.Logs, CanaryCollector.Logboek, Answers,
        "the store", "the lines, opened", "the metrics page",
    ];

    private readonly CanaryCollector _collector;
    private readonly HttpClient _sidecar;
    private bool _isStopped;

    private WatchedComponent(LoggedComponent component, CanarySinks sinks, CanaryCollector collector)
    {
        (Component, Sinks, _collector) = (component, sinks, collector);
        _sidecar = new HttpClient { BaseAddress = component.Http.BaseAddress };
        _sidecar.DefaultRequestHeaders.Add("dapr-api-token", LoggedComponent.SidecarToken);
    }

    public LoggedComponent Component { get; }

    public CanarySinks Sinks { get; }

    public FaultyStore Store => Component.Store;

    public RecordingBroker Broker => (RecordingBroker)Component.App.Services.GetRequiredService<IEventBroker>();

    /// <param name="map">What there is beside <see cref="DossiersApi"/>.</param>
    /// <param name="handle">What the handler of events does beside writing down a dossier.</param>
    public static async Task<WatchedComponent> StartAsync(
        Action<IEndpointRouteBuilder>? map = null, Func<ReceivedEvent<Dossier>, EventAnswer>? handle = null)
    {
        var sinks = new CanarySinks();
        var collector = await CanaryCollector.StartAsync(sinks);
        var component = await LoggedComponent.StartAsync(
            api =>
            {
                DossiersApi.Map(api);
                map?.Invoke(api);
                api.Subscribe<Dossier>(Topic, Type, Handle, EventTenant.OfSource, WhichEvents.Every, DossiersApi.Activity);
            },
            builder =>
            {
                builder.Services.AddSingleton<ILoggerProvider>(services => new FormattedLog(services, sinks));
                builder.PublishChanges(DossiersApi.Dossiers, "nl.voorbeeld.dossier", document => new DossierBericht(document.Id));
            },
            ("Logging:LogLevel:Default", "Trace"), ("Logging:LogLevel:Microsoft.AspNetCore", "Trace"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_METRIC_EXPORT_INTERVAL", "500"),
            ("State:StoreTimeout", "00:00:00.5"), ("OTEL_BSP_SCHEDULE_DELAY", "100"), ("OTEL_BLRP_SCHEDULE_DELAY", "100"),
            ("Logboek:Endpoint", collector.Address + CanaryCollector.Logboek), ("Logboek:Gather", "00:00:00"));
        return new WatchedComponent(component, sinks, collector);

        Task<EventAnswer> Handle(IChanges changes, ReceivedEvent<Dossier> received, CancellationToken cancellationToken)
        {
            changes.Create(DossiersApi.Dossiers, received.Data);
            return Task.FromResult(handle?.Invoke(received) ?? EventAnswer.Success);
        }
    }

    /// <summary>Sends a request. The number may be in the body of a success, and nowhere else.</summary>
    public async Task<(int Status, string Path)> SendAsync(HttpMethod method, string path, string? body = null, params string[] headers)
    {
        using var answer = await Component.SendAsync(method, path, body, headers);
        Sinks.Add(Answers, $"the headers of {(int)answer.StatusCode} on {path}", $"{answer.Headers}{answer.Content.Headers}");
        if (!answer.IsSuccessStatusCode)
        {
            Sinks.Add(Answers, $"the body of {(int)answer.StatusCode} on {path}", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        return ((int)answer.StatusCode, answer.Headers.Location?.OriginalString ?? path);
    }

    /// <summary>Delivers an event as the sidecar does.</summary>
    /// <returns>What the sidecar is told: SUCCESS, RETRY or DROP.</returns>
    public async Task<string> DeliverAsync(string cloudEvent, string route = $"/events/{Topic}")
    {
        using var content = new StringContent(cloudEvent, Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json");
        using var answer = await _sidecar.PostAsync(route, content, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Sinks.Add(Answers, "the answer to a delivery", $"{answer.Headers}{body}");
        return JsonNode.Parse(body)!["status"]!.GetValue<string>();
    }

    /// <summary>Runs the command <c>dead-letters</c>.</summary>
    public async Task<(int Code, string Output)> DeadLettersAsync(params string[] arguments)
    {
        var run = Component.App.FindCommand("dead-letters")!.Parse(arguments, out _)!;
        using var printed = new StringWriter();
        var code = await run(printed, printed, TestContext.Current.CancellationToken);
        return (code, printed.ToString());
    }

    /// <summary>Stops the component, and asserts that the number came out nowhere.</summary>
    public async Task AssertSilentAsync()
    {
        await Eventually.TrueAsync(() => Sinks.Has(CanaryCollector.Logboek));
        using (var management = new HttpClient { BaseAddress = Component.App.Services.GetRequiredService<IManagementServer>().Address })
        {
            Sinks.Add("the metrics page", "all of it", await management.GetStringAsync("/metrics", TestContext.Current.CancellationToken));
        }

        await OpenLinesAsync();
        foreach (var (topic, published) in Broker.Published)
        {
            Sinks.Add("events", $"an event for {topic}", published.CloudEvent);
        }

        await StopAsync();
        foreach (var (key, value) in Store.Dump())
        {
            Sinks.Add("the store", key, $"{key} {value}");
        }

        Assert.All(s_always, sink => Assert.True(Sinks.Has(sink), $"Nothing came out at {sink}, so nothing was tested there."));
        Assert.True(Sinks.Leaks() is [], $"The number of a person came out:\n{string.Join('\n', Sinks.Leaks())}");
    }

    public async ValueTask DisposeAsync()
    {
        _sidecar.Dispose();
        await StopAsync();
        await _collector.DisposeAsync();
    }

    // What is still to be exported goes out at the stop.
    private async Task StopAsync()
    {
        if (!_isStopped)
        {
            _isStopped = true;
            await Component.DisposeAsync();
        }
    }

    /// <summary>What others are told of a dossier.</summary>
    internal sealed record DossierBericht(Guid Dossier);

    // As whoever has the keys reads them: of a person there is a pseudonym (PRV-02).
    private async Task OpenLinesAsync()
    {
        var seal = Component.App.Services.GetRequiredService<LineSeal>();
        foreach (var line in await Component.EntryLinesAsync())
        {
            var owner = Oin.TryParse(line.Owner, out var tenant) ? tenant : Oin.Organization;
            Sinks.Add("the lines, opened", $"a line of {line.Owner}", line.Kind == LineKind.Processing
                ? JsonSerializer.Serialize(seal.OpenProcessing(owner, line.Sealed), LoggingJson.Platform.ProcessingLine)
                : JsonSerializer.Serialize(seal.OpenAudit(owner, line.Sealed), LoggingJson.Platform.AuditLine));
        }
    }
}
