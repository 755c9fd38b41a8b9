using System.Collections.Concurrent;
using System.Diagnostics;

namespace CommonGround.Tools.Faults.Lines;

/// <summary>The requests on personal data that were answered 2xx: each has a trace of its own, by which its processing line is known.</summary>
internal sealed class AnsweredRequests
{
    private readonly ConcurrentDictionary<string, string> _traces = new(StringComparer.Ordinal);

    public int Count => _traces.Count;

    /// <summary>What was asked, by its trace id.</summary>
    public IEnumerable<KeyValuePair<string, string>> All => _traces;

    public static (string TraceId, string TraceParent) NewTrace()
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        return (trace, $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01");
    }

    public void Add(string traceId, string what) => _traces[traceId] = what;
}
