using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Events.Outgoing;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Events.Notificaties;

/// <summary>A Notificaties API: the events of its topics go there too, one by one, each acknowledged by the answer (NOT-01 to NOT-05).</summary>
internal sealed class NotificatiesDestination(HttpClient http, INotificatiesToken token, NotificatiesOptions options) : IEventDestination
{
    private readonly Uri _address = new($"{options.Address!.ToString().TrimEnd('/')}/notificaties");

    public string Name => "notificaties";

    /// <summary>One: what is behind it in the same call would be sent again where it fails.</summary>
    public int MostAtOnce => 1;

    public bool Takes(EntryEvent left) =>
        options.Kanalen.ContainsKey(left.Topic) && (string.IsNullOrEmpty(options.Tenant) || options.Tenant == left.Tenant);

    public async Task<IReadOnlyList<RefusedEvent>> SendAsync(string topic, IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        if (!options.Kanalen.TryGetValue(topic, out var kanaal))
        {
            throw new EventBrokerException($"There is no kanaal for topic '{topic}': name it in {NotificatiesOptions.Section}:Kanalen:{topic}, or discard the letter.");
        }

        var refused = new List<RefusedEvent>();
        foreach (var sent in events)
        {
            if (await SendAsync(Notificatie.Of(sent.CloudEvent, kanaal, options.ResourceAddress!), sent.TraceParent, cancellationToken) is { } reason)
            {
                refused.Add(new RefusedEvent(sent.Id, reason));
            }
        }

        return refused;
    }

    /// <returns>Why this notification is refused, or <see langword="null"/> where it was taken.</returns>
    private async Task<string?> SendAsync(Notificatie notificatie, string? traceParent, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Content = JsonContent.Create(notificatie, NotificatieJson.Default.Notificatie),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token.GetAsync(cancellationToken));
        if (traceParent is not null)
        {
            request.Headers.Add("traceparent", traceParent);
        }

        using var answer = await SendAsync(request, cancellationToken);
        if (answer.IsSuccessStatusCode)
        {
            return null;
        }

        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            token.Forget();
        }

        // Of this notification it says what is wrong with it; anything else is wrong with all.
        return answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity
            ? $"The Notificaties API answered {(int)answer.StatusCode}: is the kanaal '{notificatie.Kanaal}' registered there, without filters?"
            : throw new EventBrokerException($"The Notificaties API answered {(int)answer.StatusCode}.");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw new EventBrokerException("The Notificaties API cannot be reached.", e);
        }
    }
}
