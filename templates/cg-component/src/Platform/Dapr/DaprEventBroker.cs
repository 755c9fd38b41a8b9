using System.Net;
using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Dapr;

/// <summary>The pub/sub component by the sidecar's bulk publish.</summary>
internal sealed partial class DaprEventBroker(SidecarClient sidecar, IOptions<DaprOptions> options, ILogger<DaprEventBroker> logger) : IEventBroker
{
    private readonly DaprOptions _options = options.Value;

    public string Name => _options.PubSub;

    /// <remarks>What does not fit in one body goes in several, one after the other. An event that is too large for any is refused unsent.</remarks>
    public async Task<IReadOnlyList<RefusedEvent>> PublishAsync(
        string topic, IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        Check(topic, events);
        var refused = new List<RefusedEvent>();
        var next = new List<OutgoingEvent>();
        var bytes = 2;
        foreach (var one in events)
        {
            var size = PublishBody.SizeOf(one);
            if (2 + size > _options.MaxBodyBytes)
            {
                refused.Add(new RefusedEvent(one.Id, $"The event takes {size} bytes, and Dapr:MaxBodyBytes is {_options.MaxBodyBytes}."));
                continue;
            }

            if (bytes + size > _options.MaxBodyBytes)
            {
                refused.AddRange(await SendAsync(topic, next, cancellationToken));
                (next, bytes) = ([], 2);
            }

            next.Add(one);
            bytes += size;
        }

        if (next.Count > 0)
        {
            refused.AddRange(await SendAsync(topic, next, cancellationToken));
        }

        return refused;
    }

    private static void Check(string topic, IReadOnlyList<OutgoingEvent> events)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentNullException.ThrowIfNull(events);
        if (events.Count == 0 || events.DistinctBy(one => one.Id, StringComparer.Ordinal).Count() < events.Count)
        {
            throw new ArgumentException("There is at least one event, and no id twice: the sidecar refuses all then.", nameof(events));
        }
    }

    private async Task<IEnumerable<RefusedEvent>> SendAsync(string topic, List<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        // A slash divides segments of a topic, and passes as it is.
        var path = $"v1.0/publish/bulk/{_options.PubSub}/{string.Join('/', topic.Split('/').Select(Uri.EscapeDataString))}";
        SidecarAnswer answer;
        try
        {
            answer = await sidecar.PostAsync(path, PublishBody.Of(events), _options.PublishTimeout, CausingTrace.Of(events), cancellationToken);
        }
        catch (SidecarException silent)
        {
            throw new EventBrokerException(silent.Message, silent);
        }

        return answer.Status == HttpStatusCode.NoContent ? []
            : Failures(answer, events) is { Count: > 0 } failures ? failures.Select(failure => new RefusedEvent(failure.EntryId, failure.Error ?? ""))
            : throw Failure(topic, answer);
    }

    /// <summary>The entries that failed; none where the answer does not tell which they are.</summary>
    private static List<PublishFailure> Failures(SidecarAnswer answer, List<OutgoingEvent> events)
    {
        try
        {
            var entries = JsonSerializer.Deserialize(answer.Body, DaprJson.Default.PublishFailures)?.FailedEntries ?? [];
            var ids = events.Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
            return entries.All(entry => ids.Contains(entry.EntryId)) ? [.. entries] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private EventBrokerException Failure(string topic, SidecarAnswer answer)
    {
        Log.Failed(logger, topic, _options.PubSub, answer.Summary, answer.Text);
        return new EventBrokerException(answer.Error.ErrorCode switch
        {
            "ERR_PUBSUB_NOT_FOUND" =>
                $"The sidecar has no pub/sub '{_options.PubSub}' (Dapr:PubSub). Check the name and the scopes of its component.",
            null when answer.Status == HttpStatusCode.Unauthorized => SidecarTrouble.Token,
            _ => $"Publishing to the pub/sub '{_options.PubSub}' failed ({answer.Summary}).",
        });
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Publishing to {Topic} of the pub/sub '{PubSub}' failed ({Summary}). The sidecar says: {Text}")]
        public static partial void Failed(ILogger logger, string topic, string pubSub, string summary, string text);
    }
}
