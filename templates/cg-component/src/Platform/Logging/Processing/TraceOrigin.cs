using System.Diagnostics;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>Where the trace of an act comes from.</summary>
/// <param name="Parent">
/// The span of the caller that it continues; with a trace id alone the trace is continued, and no span is its parent (LDV-03). The default value
/// begins a trace.
/// </param>
/// <param name="Link">The trace of a caller that is not continued.</param>
internal readonly record struct TraceOrigin(ActivityContext Parent, ActivityContext? Link)
{
    /// <summary>The trace of this id, without a parent.</summary>
    public static TraceOrigin Within(ActivityTraceId trace) => new(new ActivityContext(trace, default, ActivityTraceFlags.None), null);

    /// <summary>The trace that goes on, where one does: then the logs of the component have the same id.</summary>
    public static TraceOrigin Current() =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C, TraceId: var trace } ? Within(trace) : default;

    /// <param name="traceParent">What the caller says (W3C Trace Context), which may be anything.</param>
    /// <param name="isTrusted">Whether it is believed.</param>
    /// <returns>Its trace, or a new one: linked to that of a caller that is not trusted, without a link where there is none or it is malformed.</returns>
    public static TraceOrigin Of(string? traceParent, bool isTrusted)
    {
        if (!ActivityContext.TryParse(traceParent, null, isRemote: true, out var remote))
        {
            return default;
        }

        return isTrusted ? new TraceOrigin(remote, null) : new TraceOrigin(default, remote);
    }
}
