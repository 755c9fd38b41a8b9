using System.Text.Json;
using CommonGround.Sidecar.Http;

namespace CommonGround.Sidecar.PubSub;

/// <summary><c>/v1.0/publish/{pubsub}/{topic}</c>, and bulk publish.</summary>
internal sealed class PublishApi(SidecarOptions options)
{
    private readonly Dictionary<string, PubSubComponent> _brokers = options.PubSubs.ToDictionary(broker => broker.Name, StringComparer.Ordinal);

    public Answer? One(ArrivedRequest request)
    {
        // A topic may have slashes, and must have something.
        var topic = request.Rest(3);
        if (!Publishes(request) || topic.Length == 0)
        {
            return null;
        }

        if (!_brokers.TryGetValue(request.Path[2], out var broker))
        {
            return NotFound(request.Path[2]);
        }

        var problem = request.TooLarge ? "stream too large" : broker.Down ? broker.Behaviour.DownText : null;
        return problem is null ? Take(broker, topic, request) : Failed(broker, topic, problem);
    }

    public Answer? Bulk(ArrivedRequest request)
    {
        var topic = request.Rest(4);
        if (!Publishes(request) || topic.Length == 0)
        {
            return null;
        }

        if (!_brokers.TryGetValue(request.Path[3], out var broker))
        {
            return NotFound(request.Path[3]);
        }

        if (request.TooLarge)
        {
            return Failed(broker, topic, "stream too large");
        }

        try
        {
            return new BulkPublish(options, broker, topic).Run(request);
        }
        catch (JsonException wrong)
        {
            return Http.Answer.Error(400, "ERR_PUBSUB_EVENTS_SER", wrong.Message, "DAPR_PUBSUB_MARSHAL_EVENTS", new("pubsub", broker.Name, wrong.Message));
        }
    }

    internal static Dictionary<string, string> Metadata(ArrivedRequest request) => request.Context.Request.Query
        .Where(item => item.Key.StartsWith("metadata.", StringComparison.Ordinal))
        .ToDictionary(item => item.Key["metadata.".Length..], item => item.Value.ToString(), StringComparer.Ordinal);

    private static bool Publishes(ArrivedRequest request) => request.Is("POST") || request.Is("PUT");

    private Answer Take(PubSubComponent broker, string topic, ArrivedRequest request)
    {
        var trace = Trace.Of(request.Headers);
        var metadata = Metadata(request);
        if (metadata.GetValueOrDefault("rawPayload") == "true")
        {
            broker.Publish(topic, new BrokerMessage(request.Body.ToArray(), null, null, metadata, Raw: true));
            return Taken(trace);
        }

        try
        {
            var envelope = new Envelope(options.AppId, broker, topic, options.Time);
            broker.Publish(topic, envelope.Wrap(request.Body, request.Context.Request.ContentType ?? "", trace, metadata));
            return Taken(trace);
        }
        catch (JsonException)
        {
            return Http.Answer.Error(
                500, "ERR_PUBSUB_CLOUD_EVENTS_SER", "cannot create cloudevent", "DAPR_PUBSUB_CLOUD_EVENT_CREATION", new("pubsub", broker.Name, "cannot create cloudevent"));
        }
    }

    /// <summary>The event's trace is that of the answer.</summary>
    private static Answer Taken(Trace trace) => Http.Answer.NoContent with
    {
        Headers = trace.State.Length > 0
            ? [new("Traceparent", [trace.Header]), new("Tracestate", [trace.State])]
            : [new("Traceparent", [trace.Header])],
    };

    private static Answer NotFound(string broker) =>
        Http.Answer.Error(404, "ERR_PUBSUB_NOT_FOUND", $"pubsub {broker} is not found", "DAPR_PUBSUB_NOT_FOUND");

    private static Answer Failed(PubSubComponent broker, string topic, string problem)
    {
        var message = $"error when publishing to topic {topic} in pubsub {broker.Name}: {problem}";
        return Http.Answer.Error(500, "ERR_PUBSUB_PUBLISH_MESSAGE", message, "DAPR_PUBSUB_PUBLISH_MESSAGE", new("pubsub", broker.Name, message));
    }
}
