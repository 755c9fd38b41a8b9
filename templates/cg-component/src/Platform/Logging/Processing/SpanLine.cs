using System.Diagnostics;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>A span as a line: the fields of the standard, and nothing else of it.</summary>
internal static class SpanLine
{
    public static ProcessingLine Of(Activity span) =>
        new(
            span.TraceId.ToHexString(),
            span.SpanId.ToHexString(),
            LineName.Of(span.DisplayName),
            span.Status.ToString(),
            Milliseconds(span.StartTimeUtc),
            Milliseconds(span.StartTimeUtc + span.Duration),
            LineAttributes.Of(span.TagObjects))
        {
            ParentSpanId = span.ParentSpanId == default ? null : span.ParentSpanId.ToHexString(),
        };

    private static long Milliseconds(DateTime utc) => new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeMilliseconds();
}
