using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Events;
using CommonGround.Platform.Events.DeadLetters;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Trial;
using CommonGround.Platform.Tests.Api;
using CommonGround.Platform.Tests.Authentication;
using CommonGround.Platform.Tests.Embedded;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.Events;

/// <summary>A whole component that subscribes, on the embedded store; only the sidecar that delivers is the test.</summary>
internal sealed class ReceivingComponent : IAsyncDisposable
{
    public const string SidecarToken = "token-of-the-sidecar";
    public const string Source = $"urn:nld:oin:{TestApp.OwnOin}:systeem:zaakregister";
    public const string Closed = "nl.voorbeeld.zaak.afgesloten.v1";
    public const string Moved = "nl.voorbeeld.zaak.verplaatst.v1";
    public const string Seen = "nl.voorbeeld.zaak.bekeken.v1";

    private ReceivingComponent(WebApplication app, TestLog log, RecordingBroker broker)
    {
        (App, Log, Broker) = (app, log, broker);
    }

    public static Collection<ZaakBericht> Berichten { get; } = new("berichten");

    public static Oin Tenant { get; } = Oin.Parse(TestApp.OwnOin);

    public WebApplication App { get; }

    public TestLog Log { get; }

    public RecordingBroker Broker { get; }

    /// <summary>What the handler does beside writing the message down.</summary>
    public Func<ReceivedEvent<ZaakBericht>, EventAnswer> Answer { get; set; } = _ => EventAnswer.Success;

    public HttpClient Client => field ??= new HttpClient { BaseAddress = new Uri(App.Urls.Single()) };

    public DeadLetterStore Letters => App.Services.GetRequiredService<DeadLetterStore>();

    /// <summary>One that serves.</summary>
    public static async Task<ReceivingComponent> StartAsync(EmbeddedFolder folder, params (string Name, string? Value)[] settings)
    {
        var component = Build(folder, settings);
        await component.App.StartAsync(TestContext.Current.CancellationToken);
        return component;
    }

    /// <summary>One that is built, and not started.</summary>
    public static ReceivingComponent Build(EmbeddedFolder folder, params (string Name, string? Value)[] settings) => Build(folder, null, settings);

    /// <summary>One on another store.</summary>
    public static ReceivingComponent Build(EmbeddedFolder folder, IStateStore? store, params (string Name, string? Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        (string Name, string? Value)[] all =
        [
            ("Component:AppId", "meldingen"), ("Management:Port", "0"), ("Tenancy:Mode", "Single"), ("Tenancy:Oin", TestApp.OwnOin),
            ("Api:Title", "Meldingen"), ("Api:Description", "Een API om mee te proberen."), ("Api:ServerUrl", "https://api.example.nl/meldingen/v1"),
            ("Api:TokenUrl", "https://auth.example.nl/token"), ("Api:Contact:Name", "Team"), ("Api:Contact:Email", "team@example.nl"),
            ("Api:Contact:Url", "https://example.nl"), ("Embedded:File", folder.StateFile), ("Embedded:Secrets", folder.SecretsFile),
            ("APP_API_TOKEN", SidecarToken), ("Subscriptions:TrustedSources:0", Source),
            .. DevelopmentTokenTests.TokensOfTheTool(new byte[32]), .. settings,
        ];
        builder.Configuration.AddInMemoryCollection(all.GroupBy(s => s.Name, (name, given) => KeyValuePair.Create(name, given.Last().Value)));
        builder.AddCommonGround();
        var broker = new RecordingBroker();
        builder.Services.AddSingleton<IEventBroker>(broker);
        if (store is not null)
        {
            builder.Services.AddKeyedSingleton<IStateStore>(typeof(TriedStore), store);
        }

        var log = new TestLog();
        builder.Logging.ClearProviders().AddProvider(log);

        var app = builder.Build();
        app.UseCommonGround();
        var component = new ReceivingComponent(app, log, broker);
        app.Subscribe<ZaakBericht>("zaken", Closed, component.HandleAsync, EventTenant.OfSource, WhichEvents.Every);
        app.Subscribe<ZaakBericht>("zaken", Moved, component.HandleAsync, EventTenant.OfSource, WhichEvents.NewestPerSubject);
        app.Ignore("zaken", Seen);
        return component;
    }

    /// <summary>An event as the sidecar delivers it: with what Dapr adds. Members given as <see langword="null"/> are left out.</summary>
    public static string Event(string id, params (string Name, JsonNode? Value)[] members)
    {
        var all = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = Source,
            ["type"] = Closed,
            ["subject"] = "zaken/1",
            ["sequence"] = "1",
            ["sequencetype"] = "Integer",
            ["time"] = DateTimeOffset.UtcNow.ToString("O"),
            ["datacontenttype"] = "application/json",
            ["data"] = new JsonObject { ["zaak"] = id },
            ["pubsubname"] = "pubsub",
            ["topic"] = "zaken",
            ["traceid"] = "00-7584100f8097c88a7c312a6331bcdc86-b894d853824d9657-01",
            ["traceparent"] = "00-7584100f8097c88a7c312a6331bcdc86-b894d853824d9657-01",
            ["tracestate"] = "",
        };
        foreach (var (name, value) in members)
        {
            all.Remove(name);
            if (value is not null)
            {
                all[name] = value;
            }
        }

        return all.ToJsonString();
    }

    public Task<string> DeliverAsync(string cloudEvent) => DeliverAsync("/events/zaken", cloudEvent);

    public Task<string> DeliverDeadAsync(string cloudEvent) => DeliverAsync("/events/zaken/dead-letters", cloudEvent);

    /// <summary>Delivers as a sidecar does, with its token.</summary>
    /// <returns>The status in the answer.</returns>
    public async Task<string> DeliverAsync(string route, string cloudEvent, string contentType = "application/cloudevents+json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, route) { Content = new ByteArrayContent(Encoding.Latin1.GetBytes(cloudEvent)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Headers.Add("dapr-api-token", SidecarToken);
        request.Headers.Add("Pubsubname", "pubsub");
        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {text}");
        return JsonNode.Parse(text)!["status"]!.GetValue<string>();
    }

    /// <summary>What the handler wrote down.</summary>
    public async Task<IReadOnlyList<string>> HandledAsync()
    {
        var documents = App.Services.GetRequiredService<IDocuments>();
        return [.. (await documents.ListAsync(Berichten, Tenant, null, 100, TestContext.Current.CancellationToken)).Items.Select(item => item.Data.Zaak)];
    }

    public async Task<IReadOnlyList<DeadLetter>> LettersAsync(Oin? tenant = null) =>
        [.. (await Letters.ListAsync(tenant ?? Tenant, null, 100, TestContext.Current.CancellationToken)).Items.Select(item => item.Data)];

    /// <summary>Runs the command <c>dead-letters</c> as a process of its own beside this one.</summary>
    public static async Task<(int Code, string Output, string Error)> CommandAsync(EmbeddedFolder folder, params string[] arguments)
    {
        var component = Build(folder);
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (await component.App.RunCommandAsync(component.App.FindCommand("dead-letters")!, arguments, output, error), output.ToString(), error.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.StopAsync(CancellationToken.None);
        await App.DisposeAsync();
    }

    private Task<EventAnswer> HandleAsync(IChanges changes, ReceivedEvent<ZaakBericht> received, CancellationToken cancellationToken)
    {
        changes.Create(Berichten, received.Data);
        return Task.FromResult(Answer(received));
    }
}
