using System.Globalization;
using System.Text;
using System.Text.Json;
using CommonGround.Sidecar.Http;

namespace CommonGround.Sidecar.PubSub;

/// <summary>The CloudEvent that Dapr makes of what is published; its attributes are in order of their names.</summary>
internal sealed class Envelope(string source, PubSubComponent broker, string topic, TimeProvider time)
{
    private const string CloudEvents = "application/cloudevents+json";

    /// <param name="content">What was published.</param>
    /// <param name="contentType">How it was called; empty for nothing.</param>
    /// <param name="trace">The span that publishes it.</param>
    /// <param name="metadata">Attributes that replace Dapr's own, each with <c>cloudevent.</c> before its name.</param>
    /// <param name="bulk">Bulk publish breaks whole numbers over 2^53 too.</param>
    /// <exception cref="JsonException">It is called a CloudEvent, and is no JSON object.</exception>
    public BrokerMessage Wrap(ReadOnlyMemory<byte> content, string contentType, Trace trace, IReadOnlyDictionary<string, string> metadata, bool bulk = false)
    {
        var attributes = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        if (contentType.StartsWith(CloudEvents, StringComparison.OrdinalIgnoreCase))
        {
            AddEvent(attributes, content, bulk);
        }
        else
        {
            AddData(attributes, content, contentType, bulk);
        }

        foreach (var (name, value) in metadata.Where(item => item.Key.StartsWith("cloudevent.", StringComparison.Ordinal)))
        {
            attributes[name["cloudevent.".Length..]] = Text(value);
        }

        if (metadata.TryGetValue("ttlInSeconds", out var life) && broker.Behaviour.PassesMetadata)
        {
            attributes["expiration"] = Text(Moment(time.GetUtcNow().AddSeconds(int.Parse(life, CultureInfo.InvariantCulture))));
        }

        attributes.TryAdd("specversion", Text("1.0"));
        attributes.TryAdd("time", Text(Moment(time.GetUtcNow())));
        attributes["pubsubname"] = Text(broker.Name);
        attributes["topic"] = Text(topic);
        attributes["traceid"] = attributes["traceparent"] = Text(trace.Header);
        attributes["tracestate"] = Text(trace.State);
        return new BrokerMessage(Write(attributes), JsonSerializer.Deserialize<string>(attributes["type"]), trace.Header, metadata, Raw: false);
    }

    /// <summary>What a subscription to raw payloads gets.</summary>
    public static byte[] OfRaw(byte[] payload, Subscription subscription) => Write(new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
    {
        ["data_base64"] = Text(Convert.ToBase64String(payload)),
        ["datacontenttype"] = Text("application/octet-stream"),
        ["id"] = Text(Guid.NewGuid().ToString()),
        ["pubsubname"] = Text(subscription.Broker.Name),
        ["source"] = Text("Dapr"),
        ["specversion"] = Text("1.0"),
        ["topic"] = Text(subscription.Topic),
        ["type"] = Text("com.dapr.event.sent"),
    });

    private static void AddEvent(SortedDictionary<string, byte[]> attributes, ReadOnlyMemory<byte> content, bool bulk)
    {
        using var json = JsonDocument.Parse(content);
        foreach (var member in json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.EnumerateObject() : throw new JsonException())
        {
            attributes[member.Name] = JsonText.Of(writer => GoJson.Write(writer, member.Value, wholeNumbers: !bulk));
        }

        // An id that is missing stays missing.
        attributes.TryAdd("source", Text("Dapr"));
        attributes.TryAdd("type", Text("com.dapr.event.sent"));
    }

    private void AddData(SortedDictionary<string, byte[]> attributes, ReadOnlyMemory<byte> content, string contentType, bool bulk)
    {
        attributes["id"] = Text(Guid.NewGuid().ToString());
        attributes["source"] = Text(source);
        attributes["type"] = Text("com.dapr.event.sent");
        attributes["datacontenttype"] = Text(contentType.Length > 0 ? contentType : "text/plain");
        if (contentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            using var json = JsonDocument.Parse(content);
            attributes["data"] = JsonText.Of(writer => GoJson.Write(writer, json.RootElement, wholeNumbers: !bulk));
        }
        else if (contentType.Length == 0 || contentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase))
        {
            attributes["data"] = Text(Encoding.UTF8.GetString(content.Span));
        }
        else
        {
            attributes["data_base64"] = Text(Convert.ToBase64String(content.Span));
        }
    }

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static byte[] Text(string value) => JsonText.Of(json => json.WriteStringValue(value));

    private static byte[] Write(SortedDictionary<string, byte[]> attributes) => JsonText.Of(json =>
    {
        json.WriteStartObject();
        foreach (var (name, value) in attributes)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value, skipInputValidation: true);
        }

        json.WriteEndObject();
    });
}
