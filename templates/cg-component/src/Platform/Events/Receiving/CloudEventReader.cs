using System.Globalization;
using System.Text;
using System.Text.Json;
using CommonGround.Platform.Events.Outgoing;

namespace CommonGround.Platform.Events.Receiving;

/// <summary>
/// Reads the JSON format of a CloudEvent (EVT-01, EVT-05, EVT-09). Attributes that it does not know are left alone: the sidecar adds some.
/// </summary>
internal sealed class CloudEventReader
{
    // An attribute is what a letter and a key of the store are made of.
    private const int LongestAttribute = 1024;

    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    private readonly JsonElement _event;
    private string? _fault;

    private CloudEventReader(JsonElement cloudEvent) => _event = cloudEvent;

    /// <param name="utf8">The event as it was delivered.</param>
    /// <param name="largest">The most bytes that are taken in.</param>
    public static CloudEvent Read(ReadOnlySpan<byte> utf8, int largest)
    {
        var text = utf8.Length <= largest ? Encoding.UTF8.GetString(utf8) : null;
        try
        {
            var root = JsonElement.Parse(utf8, s_strict);
            var read = root.ValueKind == JsonValueKind.Object
                ? new CloudEventReader(root).Read(text)
                : new CloudEvent { Fault = "It is JSON, and no object.", Text = text };
            return text is null ? read with { Fault = $"It has {utf8.Length} bytes; at most {largest} are taken in.", Data = null } : read;
        }
        catch (JsonException e)
        {
            return new CloudEvent { Fault = $"It is not well-formed JSON, from byte {e.BytePositionInLine} of line {e.LineNumber} on.", Text = text };
        }
        catch (InvalidOperationException)
        {
            // What the parser lets pass is found where a text is read.
            return new CloudEvent { Fault = "It has text that is no Unicode: bytes that are no UTF-8, or half of a surrogate pair.", Text = text };
        }
    }

    private CloudEvent Read(string? text)
    {
        if (Text("specversion") is var version && version != "1.0")
        {
            Fail(version is null ? "It has no specversion (EVT-01)." : $"Its specversion is '{version}', not 1.0 (EVT-01).");
        }

        var read = new CloudEvent
        {
            Id = Required("id"),
            Source = Required("source"),
            Type = Required("type"),
            Subject = Text("subject"),
            Time = Time(),
            Sequence = Sequence(),
            TraceParent = Bounded("traceparent"),
            CausingTraceParent = Bounded(CloudEventWriter.TraceParent),
            Data = Data(),
            Text = text,
        };
        return read with { Fault = _fault };
    }

    private string? Required(string attribute)
    {
        var text = Bounded(attribute);
        if (string.IsNullOrEmpty(text))
        {
            Fail($"It has no {attribute} (EVT-01).");
            return null;
        }

        return text;
    }

    private string? Bounded(string attribute)
    {
        var text = Text(attribute);
        if (text?.Length > LongestAttribute)
        {
            Fail($"Its {attribute} has {text.Length} characters; at most {LongestAttribute} are taken in.");
            return null;
        }

        return text;
    }

    private string? Text(string attribute)
    {
        if (!_event.TryGetProperty(attribute, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            Fail($"Its {attribute} is no text.");
            return null;
        }

        return value.GetString();
    }

    private DateTimeOffset? Time()
    {
        if (Text("time") is not { } text)
        {
            return null;
        }

        // Without an offset it would be taken for the time of this machine.
        var hasOffset = text.Length > 19 && (text[^1] == 'Z' || text[^6] is '+' or '-');
        if (hasOffset && _event.GetProperty("time").TryGetDateTimeOffset(out var time))
        {
            return time;
        }

        Fail("Its time is no RFC 3339 time with an offset (EVT-05).");
        return null;
    }

    // As text, as the profile has it, or as a number, as other publishers do. Another sequencetype is no number.
    private long? Sequence() =>
        _event.TryGetProperty("sequence", out var value)
        && long.TryParse(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText(), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : null;

    private JsonElement? Data()
    {
        var hasData = _event.TryGetProperty("data", out var data);
        if (!_event.TryGetProperty("data_base64", out var binary) || binary.ValueKind == JsonValueKind.Null)
        {
            return hasData ? data : null;
        }

        if (hasData && data.ValueKind != JsonValueKind.Null)
        {
            Fail("It has both data and data_base64.");
            return null;
        }

        return Binary(binary);
    }

    private JsonElement? Binary(JsonElement binary)
    {
        if (binary.ValueKind != JsonValueKind.String || !binary.TryGetBytesFromBase64(out var bytes))
        {
            Fail("Its data_base64 is no base64.");
            return null;
        }

        try
        {
            return JsonElement.Parse(bytes, s_strict);
        }
        catch (JsonException)
        {
            Fail($"Its data is binary and no JSON ({Text("datacontenttype") ?? "without a datacontenttype"}).");
            return null;
        }
    }

    // The first fault is told: the others often follow from it.
    private void Fail(string fault) => _fault ??= fault;
}
