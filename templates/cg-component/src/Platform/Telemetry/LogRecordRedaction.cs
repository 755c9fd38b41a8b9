using OpenTelemetry;
using OpenTelemetry.Logs;

namespace CommonGround.Platform.Telemetry;

/// <summary>What <see cref="JsonLineFormatter"/> does for standard output, for the log records that leave by OTLP.</summary>
internal sealed class LogRecordRedaction : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        data.FormattedMessage = data.FormattedMessage is { } message ? Redaction.Mask(message) : null;
        data.Body = data.Body is { } body ? Redaction.Mask(body) : null;
        data.Attributes = Mask(data.Attributes, data.Exception);
        data.Exception = null;
    }

    private static List<KeyValuePair<string, object?>> Mask(IReadOnlyList<KeyValuePair<string, object?>>? attributes, Exception? exception)
    {
        var masked = new List<KeyValuePair<string, object?>>((attributes?.Count ?? 0) + 2);
        foreach (var (name, value) in attributes ?? [])
        {
            masked.Add(new(name, value is bool or null ? value : MaskValue(value)));
        }

        if (exception is not null)
        {
            masked.Add(new("exception.type", exception.GetType().FullName));
            masked.Add(new("exception.stacktrace", ExceptionText.WithoutMessages(exception)));
        }

        return masked;
    }

    private static object MaskValue(object value)
    {
        var text = Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";
        var masked = Redaction.Mask(text);
        return ReferenceEquals(text, masked) && value is byte or short or int or long or double ? value : masked;
    }
}
