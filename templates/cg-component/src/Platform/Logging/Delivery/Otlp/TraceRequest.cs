using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Telemetry;

namespace CommonGround.Platform.Logging.Delivery.Otlp;

/// <summary>
/// Writes an <c>ExportTraceServiceRequest</c> (OTLP 1.x: collector/trace/v1, trace/v1, resource/v1 and common/v1). A span holds the fields of a
/// processing line and nothing else (LDV-15). The numbers are those of the fields in the .proto files.
/// </summary>
internal static class TraceRequest
{
    private const ulong Internal = 1;
    private const ulong Server = 2;
    private const ulong NanosecondsPerMillisecond = 1_000_000;

    /// <exception cref="FormatException">A line has an identifier or a status that is none.</exception>
    public static ReadOnlyMemory<byte> Write(ServiceIdentity service, IReadOnlyList<OpenedLine> lines)
    {
        var request = new ProtobufWriter();
        request.Message(1, resourceSpans =>
        {
            resourceSpans.Message(1, resource =>
            {
                Attribute(resource, 1, "service.name", service.Name);
                Attribute(resource, 1, "service.version", service.Version);
            });
            resourceSpans.Message(2, scopeSpans =>
            {
                scopeSpans.Message(1, scope => scope.Text(1, ProcessingSource.Name));
                foreach (var opened in lines)
                {
                    scopeSpans.Message(2, span => Write(span, opened.Line, opened.IsPart));
                }
            });
        });
        return request.Written;
    }

    private static void Write(ProtobufWriter span, ProcessingLine line, bool isPart)
    {
        span.Bytes(1, Convert.FromHexString(line.TraceId));
        span.Bytes(2, Convert.FromHexString(line.SpanId));
        if (line.ParentSpanId is { } parent)
        {
            span.Bytes(4, Convert.FromHexString(parent));
        }

        span.Text(5, line.Name);
        // An act was asked for from outside.
        span.Number(6, isPart ? Internal : Server);
        span.Fixed(7, Nanoseconds(line.StartTime));
        span.Fixed(8, Nanoseconds(line.EndTime));
        foreach (var (name, value) in line.Attributes.OrderBy(attribute => attribute.Key, StringComparer.Ordinal))
        {
            Attribute(span, 9, name, value);
        }

        span.Message(15, status => status.Number(3, CodeOf(line.Status)));
    }

    private static ulong CodeOf(string status) => status switch
    {
        "Unset" => 0,
        "Ok" => 1,
        "Error" => 2,
        _ => throw new FormatException($"'{status}' is no status of a processing line."),
    };

    private static ulong Nanoseconds(long milliseconds) => (ulong)Math.Max(0, milliseconds) * NanosecondsPerMillisecond;

    private static void Attribute(ProtobufWriter writer, int field, string name, string value) => writer.Message(field, attribute =>
    {
        attribute.Text(1, name);
        attribute.Message(2, any => any.Text(1, value));
    });
}
