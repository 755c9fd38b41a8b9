using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Telemetry;

namespace CommonGround.Platform.Logging.Delivery.PubSub;

/// <summary>
/// A processing line as a CloudEvent 1.0 in its JSON format (EVT-01 to EVT-06). Whose it is stands in <c>source</c>; the pseudonym stands in the data
/// only (EVT-08).
/// </summary>
internal static class LineEvent
{
    private const string Type = "nl.logboek.dataverwerking.gelogd.v1";

    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line's own identity, so that one that comes twice is known (EVT-02).</summary>
    public static string IdOf(ProcessingLine line) => $"{line.TraceId}-{line.SpanId}";

    public static string Write(string system, ServiceIdentity service, OpenedLine opened)
    {
        var line = opened.Line;
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            writer.WriteStartObject();
            writer.WriteString("specversion", "1.0");
            writer.WriteString("id", IdOf(line));
            writer.WriteString("source", SourceUrn.Of(opened.Tenant, system));
            writer.WriteString("type", Type);
            writer.WriteString(
                "time", DateTimeOffset.FromUnixTimeMilliseconds(line.EndTime).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            writer.WriteString("datacontenttype", "application/json");
            writer.WriteStartObject("data");
            writer.WriteStartObject("resource");
            writer.WriteString("service.name", service.Name);
            writer.WriteString("service.version", service.Version);
            writer.WriteEndObject();
            writer.WritePropertyName("line");
            JsonSerializer.Serialize(writer, line, LoggingJson.Platform.ProcessingLine);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
