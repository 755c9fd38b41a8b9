using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Sidecar.Http;

/// <summary>A span of the sidecar, in the caller's trace where there is one.</summary>
internal sealed record Trace(string Header, string State)
{
    public static Trace Of(IHeaderDictionary headers)
    {
        var known = ActivityContext.TryParse(headers["traceparent"], headers["tracestate"], out var caller);
        var trace = known ? caller.TraceId : ActivityTraceId.CreateRandom();
        return new Trace(Of(trace), headers["tracestate"].ToString());
    }

    /// <summary>The next span in the same trace.</summary>
    public Trace Next() => this with { Header = $"{Header[..36]}{ActivitySpanId.CreateRandom()}{Header[52..]}" };

    private static string Of(ActivityTraceId trace) => $"00-{trace}-{ActivitySpanId.CreateRandom()}-01";
}
