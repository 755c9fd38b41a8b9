using System.Text;
using System.Text.Json.Nodes;
using CommonGround.Platform.Events;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.State;
using CommonGround.Platform.Tests.Events;
using CommonGround.Platform.Tests.Logging.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>A component that makes a dossier of each event, and what both logs have of those.</summary>
internal static class EventedDossiers
{
    /// <summary>The trace and the span of the events, as <see cref="ReceivingComponent.Event"/> has them.</summary>
    public const string RemoteTrace = "7584100f8097c88a7c312a6331bcdc86";

    /// <inheritdoc cref="RemoteTrace"/>
    public const string RemoteSpan = "b894d853824d9657";

    /// <param name="answer">What the handler answers after it made its dossier.</param>
    /// <param name="settings">Settings beside the usual.</param>
    public static Task<LoggedComponent> StartAsync(Func<EventAnswer> answer, params (string Name, string? Value)[] settings)
    {
        return LoggedComponent.StartAsync(
            api =>
            {
                api.Subscribe<Dossier>("zaken", ReceivingComponent.Closed, HandleAsync, EventTenant.OfSource, WhichEvents.Every, DossiersApi.Activity);
                api.Subscribe<Zaak>("zaken", ReceivingComponent.Moved, HandleUnnamedAsync, EventTenant.OfSource, WhichEvents.Every);
            },
            null,
            settings);

        Task<EventAnswer> HandleAsync(IChanges changes, ReceivedEvent<Dossier> received, CancellationToken cancellationToken)
        {
            changes.Create(DossiersApi.Dossiers, received.Data);
            return Task.FromResult(answer());
        }

        Task<EventAnswer> HandleUnnamedAsync(IChanges changes, ReceivedEvent<Zaak> received, CancellationToken cancellationToken)
        {
            changes.Create(DossiersApi.Dossiers, new Dossier { Naam = received.Data.Naam });
            return Task.FromResult(answer());
        }
    }

    /// <summary>Delivers an event about <see cref="Persons.One"/> as a sidecar does.</summary>
    /// <returns>The status in the answer.</returns>
    public static async Task<string> DeliverAsync(this LoggedComponent component, string id, params (string Name, JsonNode? Value)[] members)
    {
        using var request = Delivery(id, members);
        using var answer = await component.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["status"]!.GetValue<string>();
    }

    /// <summary>The request of a sidecar that delivers an event about <see cref="Persons.One"/>.</summary>
    public static HttpRequestMessage Delivery(string id, params (string Name, JsonNode? Value)[] members)
    {
        var data = new JsonObject { ["naam"] = "Jansen", ["hoofdpersoon"] = Persons.One.Reveal() };
        var request = new HttpRequestMessage(HttpMethod.Post, "/events/zaken")
        {
            Content = new StringContent(ReceivingComponent.Event(id, [("data", data), .. members]), Encoding.UTF8, "application/cloudevents+json"),
        };
        request.Headers.Add("dapr-api-token", LoggedComponent.SidecarToken);
        return request;
    }

    /// <summary>What the security log has of its one event.</summary>
    public static async Task<string> EventResultAsync(this LoggedComponent component) =>
        Assert.Single(await component.App.Services.AuditLinesAsync(), line => line.Line.Action.StartsWith("event ", StringComparison.Ordinal)).Line.Result;

    /// <summary>Under what <see cref="Persons.One"/> stands in its lines.</summary>
    public static string SubjectOfOne(this LoggedComponent component) =>
        component.App.Services.GetRequiredService<SubjectPseudonyms>().Of(LoggedComponent.Tenant, 1, Persons.One);

    private sealed record Zaak(string Naam);
}
