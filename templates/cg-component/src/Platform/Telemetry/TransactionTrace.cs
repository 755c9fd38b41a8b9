using System.Diagnostics;
using CommonGround.Platform.Invocation.Fsc;

namespace CommonGround.Platform.Telemetry;

/// <summary>
/// The trace of a request. Inways and outways may lose <c>traceparent</c>, but not <c>Fsc-Transaction-Id</c>: a UUIDv7, which has the 16 bytes
/// of a trace id. So a request that comes with the latter only continues the trace of that id (FSC-10).
/// </summary>
/// <param name="inner">What reads and writes the headers of W3C Trace Context, which go before it.</param>
internal sealed class TransactionTrace(DistributedContextPropagator inner) : DistributedContextPropagator
{
    // In characters; W3C Trace Context asks for at least so many to be passed on.
    private const int LongestState = 512;

    public override IReadOnlyCollection<string> Fields => inner.Fields;

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) => inner.Inject(activity, carrier, setter);

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState)
    {
        inner.ExtractTraceIdAndState(carrier, getter, out traceId, out traceState);
        traceState = IsFit(traceState) ? traceState : null;
        if (string.IsNullOrEmpty(traceId) && getter is not null)
        {
            getter(carrier, FscHeaders.TransactionId, out var transaction, out _);
            traceId = Guid.TryParseExact(transaction, "D", out var id) && id.Version == 7 ? TraceParent($"{id:N}") : traceId;
        }
    }

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) =>
        inner.ExtractBaggage(carrier, getter);

    /// <summary>Whether it may go on, into traces and to others: not with what looks like a BSN or a token in it (PRV-01), nor without end.</summary>
    private static bool IsFit(string? state) => state is { Length: <= LongestState } && ReferenceEquals(Redaction.Mask(state), state);

    /// <summary>No span of the caller is known: the second half stands for it. It is not zero, since the variant of a UUID is in it.</summary>
    private static string TraceParent(string id) => $"00-{id}-{id[16..]}-01";
}
