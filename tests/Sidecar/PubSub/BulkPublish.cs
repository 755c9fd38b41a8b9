using System.Text;
using System.Text.Json;
using CommonGround.Sidecar.Http;

namespace CommonGround.Sidecar.PubSub;

/// <summary>One bulk publish: the whole list is checked first, then each entry is taken or refused for itself.</summary>
internal sealed class BulkPublish(SidecarOptions options, PubSubComponent broker, string topic)
{
    private readonly Envelope _envelope = new(options.AppId, broker, topic, options.Time);

    /// <exception cref="JsonException">It is no list of entries, each with an id of its own; its message is the sidecar's.</exception>
    public Answer Run(ArrivedRequest request)
    {
        using var json = Parse(request.Body);
        var entries = Entries(json.RootElement);
        var trace = Trace.Of(request.Headers);
        var metadata = PublishApi.Metadata(request);
        var failed = new List<(string Id, string Error)>();
        foreach (var (id, entry) in entries)
        {
            if (Refusal(entry) is { } error)
            {
                failed.Add((id, error));
            }
            else
            {
                broker.Publish(topic, Wrap(entry, trace.Next(), metadata));
            }
        }

        return failed.Count == 0 ? Answer.NoContent : Answer.Json(writer => WriteFailed(writer, failed), 500);
    }

    private JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            throw Unreadable("unexpected EOF");
        }
    }

    private List<(string Id, JsonElement Entry)> Entries(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Array)
        {
            throw Unreadable("json: cannot unmarshal object into Go value of type []http.bulkPublishMessageEntry");
        }

        var entries = new List<(string Id, JsonElement Entry)>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in body.EnumerateArray())
        {
            var id = entry.TryGetProperty("entryId", out var given) ? given.GetString() : null;
            if (string.IsNullOrEmpty(id) || !ids.Add(id))
            {
                throw new JsonException(
                    $"error marshaling events to bytes for topic {topic} pubsub {broker.Name}. error: entryId is duplicated or not present for entry");
            }

            entries.Add((id, entry));
        }

        return entries;
    }

    private JsonException Unreadable(string problem) =>
        new($"error when unmarshaling the request for topic {topic} pubsub {broker.Name}: {problem}");

    private string? Refusal(JsonElement entry)
    {
        if (broker.Down)
        {
            return broker.Behaviour.DownText;
        }

        return broker.Refuses is { } refuses && refuses(entry.GetProperty("event").GetRawText()) ? "refused by the broker" : null;
    }

    private BrokerMessage Wrap(JsonElement entry, Trace trace, IReadOnlyDictionary<string, string> metadata)
    {
        var contentType = entry.TryGetProperty("contentType", out var type) ? type.GetString() ?? "" : "";
        var content = entry.GetProperty("event");

        // A string is the text of the event, unless the event is JSON itself.
        var text = content.ValueKind == JsonValueKind.String && !contentType.Contains("json", StringComparison.OrdinalIgnoreCase)
            ? content.GetString()!
            : content.GetRawText();
        return _envelope.Wrap(Encoding.UTF8.GetBytes(text), contentType, trace, metadata, bulk: true);
    }

    private static void WriteFailed(Utf8JsonWriter json, List<(string Id, string Error)> failed)
    {
        json.WriteStartObject();
        json.WriteStartArray("failedEntries");
        foreach (var (id, error) in failed)
        {
            json.WriteStartObject();
            json.WriteString("entryId", id);
            json.WriteString("error", error);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("errorCode", "ERR_PUBSUB_PUBLISH_MESSAGE");
        json.WriteEndObject();
    }
}
