using System.Diagnostics;
using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Dapr;

/// <summary>
/// The one trace that a publish can carry: the sidecar replaces the <c>traceparent</c> of an event by that of the request, or by a new one.
/// </summary>
internal static class CausingTrace
{
    /// <returns>The <c>traceparent</c> of the first event where all belong to its trace, otherwise <see langword="null"/>.</returns>
    public static string? Of(IReadOnlyList<OutgoingEvent> events)
    {
        var first = events[0].TraceParent;
        return TraceId(first) is { } trace && events.All(one => TraceId(one.TraceParent) == trace) ? first : null;
    }

    private static ActivityTraceId? TraceId(string? traceParent) =>
        ActivityContext.TryParse(traceParent, null, out var context) ? context.TraceId : null;
}
