using System.Diagnostics;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>Writes a W3C <c>traceparent</c>.</summary>
internal static class TraceParents
{
    /// <summary>
    /// With the ids of the span, and the flag of the other tracing that goes on: whether a callee records its own spans is not for the Logboek to
    /// decide.
    /// </summary>
    public static string Of(Activity span) =>
        $"00-{span.TraceId.ToHexString()}-{span.SpanId.ToHexString()}-{(Activity.Current is { Recorded: true } ? "01" : "00")}";
}
