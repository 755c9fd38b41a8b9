using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace CommonGround.Platform.Telemetry;

/// <summary>
/// One line of JSON per log entry. It differs from the built-in JSON formatter where that would tell too much: of an exception
/// it writes types and stack, never the message, which may quote data; it writes no scopes, because ASP.NET Core's holds the
/// request path; and message and fields pass <see cref="Redaction"/>.
/// </summary>
internal sealed class JsonLineFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "commonground-json";

    // Lines are read by people too: no \u0027 for an apostrophe. They never end up in HTML.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", clock.GetUtcNow().UtcDateTime);
            json.WriteString("level", logEntry.LogLevel.ToString());
            json.WriteString("category", logEntry.Category);
            WriteEvent(json, logEntry.EventId);
            json.WriteString("message", Redaction.Mask(logEntry.Formatter(logEntry.State, null)));
            WriteTrace(json);
            WriteFields(json, logEntry.State);
            WriteException(json, logEntry.Exception);
            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void WriteEvent(Utf8JsonWriter json, EventId id)
    {
        json.WriteNumber("eventId", id.Id);
        if (id.Name is not null)
        {
            json.WriteString("event", id.Name);
        }
    }

    private static void WriteTrace(Utf8JsonWriter json)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
        {
            json.WriteString("traceId", activity.TraceId.ToHexString());
            json.WriteString("spanId", activity.SpanId.ToHexString());
        }
    }

    private static void WriteFields<TState>(Utf8JsonWriter json, TState state)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> { Count: > 0 } fields)
        {
            return;
        }

        json.WriteStartObject("fields");
        foreach (var (name, value) in fields)
        {
            WriteField(json, name == "{OriginalFormat}" ? "template" : name, value);
        }

        json.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(name);
                break;
            case bool truth:
                json.WriteBoolean(name, truth);
                break;
            default:
                WriteText(json, name, value);
                break;
        }
    }

    /// <summary>A number stays a number, unless it looks like a BSN.</summary>
    private static void WriteText(Utf8JsonWriter json, string name, object value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        var masked = Redaction.Mask(text);
        if (ReferenceEquals(text, masked) && value is byte or short or int or long or uint or ulong)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(text);
        }
        else
        {
            json.WriteString(name, masked);
        }
    }

    private static void WriteException(Utf8JsonWriter json, Exception? exception)
    {
        if (exception is not null)
        {
            json.WriteString("exception", exception.GetType().FullName);
            json.WriteString("stack", ExceptionText.WithoutMessages(exception));
        }
    }
}
