using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CommonGround.Platform.Events.Outgoing;

/// <summary>
/// Writes a CloudEvent 1.0 in its JSON format, with the attributes that the NL GOV profile asks for (EVT-01 to EVT-07). Names of
/// attributes are lower-case letters and digits, 20 at most (EVT-06).
/// </summary>
internal static class CloudEventWriter
{
    /// <summary>The trace that caused the event, as a W3C <c>traceparent</c>: a sidecar replaces the attribute of that name by a trace of its own.</summary>
    public const string TraceParent = "cgtraceparent";

    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="head">The attributes.</param>
    /// <param name="data">Writes the data, as one JSON value.</param>
    public static ReadOnlyMemory<byte> Write(EventHead head, Action<Utf8JsonWriter> data)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            writer.WriteStartObject();
            writer.WriteString("specversion", "1.0");
            writer.WriteString("id", head.Id);
            writer.WriteString("source", head.Source);
            writer.WriteString("type", head.Declaration.Type);
            writer.WriteString("subject", head.Subject);
            writer.WriteString("time", head.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            // As text: the profile's sequence is a string, also where its type is Integer.
            writer.WriteString("sequence", head.Sequence.ToString(CultureInfo.InvariantCulture));
            writer.WriteString("sequencetype", "Integer");
            if (head.TraceParent is { } trace)
            {
                writer.WriteString(TraceParent, trace);
            }

            if (head.Declaration.DataSchema is { } schema)
            {
                writer.WriteString("dataschema", schema.ToString());
            }

            writer.WriteString("datacontenttype", "application/json");
            writer.WritePropertyName("data");
            data(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
