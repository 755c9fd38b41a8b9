using System.Diagnostics;
using System.Text;
using CommonGround.Platform.BuildingBlocks;
using Dapr.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Dapr;

/// <summary>The pub/sub component by the bulk publish of the Dapr SDK.</summary>
internal sealed partial class DaprEventBroker(
    DaprClient sidecar, SdkCalls calls, IOptions<DaprOptions> options, ILogger<DaprEventBroker> logger) : IEventBroker
{
    // The members around an event.
    private const int Members = 80;

    private readonly DaprOptions _options = options.Value;

    public string Name => _options.PubSub;

    /// <remarks>What does not fit in one call goes in several, one after the other. An event that is too large for any is refused unsent.</remarks>
    public async Task<IReadOnlyList<RefusedEvent>> PublishAsync(
        string topic, IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentNullException.ThrowIfNull(events);
        if (events.Count == 0 || events.DistinctBy(one => one.Id, StringComparer.Ordinal).Count() < events.Count)
        {
            throw new ArgumentException("There is at least one event, and no id twice.", nameof(events));
        }

        var (refused, next, bytes) = (new List<RefusedEvent>(), new List<OutgoingEvent>(), 0);
        foreach (var one in events)
        {
            var size = Members + Encoding.UTF8.GetByteCount(one.CloudEvent);
            if (size > _options.MaxBodyBytes)
            {
                refused.Add(new RefusedEvent(one.Id, $"The event takes {size} bytes, and Dapr:MaxBodyBytes is {_options.MaxBodyBytes}."));
                continue;
            }

            if (bytes + size > _options.MaxBodyBytes)
            {
                refused.AddRange(await SendAsync(topic, next, cancellationToken));
                (next, bytes) = ([], 0);
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

    private async Task<IEnumerable<RefusedEvent>> SendAsync(string topic, List<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        CloudEventText[] entries = [.. events.Select(one => new CloudEventText(one))];
        using var cause = Cause(events);
        try
        {
            var answer = await calls.CallAsync(
                within => sidecar.BulkPublishEventAsync(_options.PubSub, topic, entries, cancellationToken: within), _options.PublishTimeout, cancellationToken);
            return answer.FailedEntries.Select(failed => new RefusedEvent(failed.Entry.EventData.Event.Id, failed.ErrorMessage));
        }
        catch (SidecarException failure)
        {
            Log.Failed(logger, topic, _options.PubSub, SdkCalls.Text(failure));
            throw new EventBrokerException($"Publishing to the pub/sub '{_options.PubSub}' (Dapr:PubSub) failed. {failure.Message}", failure);
        }
    }

    /// <summary>The SDK takes the trace of a call from the current activity; this one carries the trace that caused the events.</summary>
    private static Activity? Cause(List<OutgoingEvent> events) =>
        CausingTrace.Of(events) is { } trace ? new Activity("publish").SetParentId(trace).Start() : null;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Publishing to {Topic} of the pub/sub '{PubSub}' failed. The sidecar says: {Text}")]
        public static partial void Failed(ILogger logger, string topic, string pubSub, string text);
    }
}
