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

    public string DeadLetterName => _options.DeadLetterPubSub;

    /// <remarks>What does not fit in one body goes in several, one after the other.</remarks>
    public Task<IReadOnlyList<RefusedEvent>> PublishAsync(string topic, IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        return PublishCalls.SendAsync(events, _options, call => SendAsync(topic, call, cancellationToken));
    }

    private async Task<IReadOnlyList<RefusedEvent>> SendAsync(string topic, IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
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

        // With the broker down each entry fails by itself: that says nothing of any event. One that goes alone is told by its own id.
        return answer.Status == HttpStatusCode.NoContent ? []
            : Failures(answer, events) is { Count: > 0 } failures && (events.Count == 1 || failures.Count < events.Count)
                ? [.. failures.Select(failure => new RefusedEvent(failure.EntryId, failure.Error ?? ""))]
                : throw Failure(topic, answer);
    }

    /// <summary>The entries that failed; none where the answer does not tell which they are.</summary>
    private static List<PublishFailure> Failures(SidecarAnswer answer, IReadOnlyList<OutgoingEvent> events)
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
            _ => SidecarTrouble.Of(answer) ?? $"Publishing to the pub/sub '{_options.PubSub}' failed ({answer.Summary}).",
        });
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Publishing to {Topic} of the pub/sub '{PubSub}' failed ({Summary}). The sidecar says: {Text}")]
        public static partial void Failed(ILogger logger, string topic, string pubSub, string summary, string text);
    }
}
