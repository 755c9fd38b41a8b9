using System.Diagnostics;
using CommonGround.Platform.BuildingBlocks;
using Dapr.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Dapr;

/// <summary>The pub/sub component by the bulk publish of the Dapr SDK.</summary>
internal sealed partial class DaprEventBroker(
    DaprClient sidecar, SdkCalls calls, IOptions<DaprOptions> options, ILogger<DaprEventBroker> logger) : IEventBroker
{
    private readonly DaprOptions _options = options.Value;

    public string Name => _options.PubSub;

    public string DeadLetterName => _options.DeadLetterPubSub;

    /// <remarks>What does not fit in one call goes in several, one after the other.</remarks>
    public Task<IReadOnlyList<RefusedEvent>> PublishAsync(string topic, IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        return PublishCalls.SendAsync(events, _options, call => SendAsync(topic, call, cancellationToken));
    }

    private async Task<IReadOnlyList<RefusedEvent>> SendAsync(string topic, IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        CloudEventText[] entries = [.. events.Select(one => new CloudEventText(one))];
        using var cause = Cause(events);
        try
        {
            var answer = await calls.CallAsync(
                within => sidecar.BulkPublishEventAsync(_options.PubSub, topic, entries, cancellationToken: within), _options.PublishTimeout, cancellationToken);
            // With the broker down each entry fails by itself: that says nothing of any event. One that goes alone is told by its own id.
            return events.Count == 1 || answer.FailedEntries.Count < events.Count
                ? [.. answer.FailedEntries.Select(failed => new RefusedEvent(failed.Entry.EventData.Event.Id, failed.ErrorMessage))]
                : throw Failure(topic, "The broker took none of the events.", answer.FailedEntries[0].ErrorMessage, null);
        }
        catch (SidecarException failure)
        {
            throw Failure(topic, failure.Message, SdkCalls.Text(failure), failure);
        }
    }

    private EventBrokerException Failure(string topic, string message, string words, Exception? cause)
    {
        Log.Failed(logger, topic, _options.PubSub, SidecarAnswer.Shown(words));
        var text = $"Publishing to the pub/sub '{_options.PubSub}' (Dapr:PubSub) failed. {message}";
        return cause is null ? new EventBrokerException(text) : new EventBrokerException(text, cause);
    }

    /// <summary>The SDK takes the trace of a call from the current activity; this one carries the trace that caused the events.</summary>
    private static Activity? Cause(IReadOnlyList<OutgoingEvent> events) =>
        CausingTrace.Of(events) is { } trace ? new Activity("publish").SetParentId(trace).Start() : null;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Publishing to {Topic} of the pub/sub '{PubSub}' failed. The sidecar says: {Text}")]
        public static partial void Failed(ILogger logger, string topic, string pubSub, string text);
    }
}
