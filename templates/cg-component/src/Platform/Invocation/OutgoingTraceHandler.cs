using Microsoft.Net.Http.Headers;

namespace CommonGround.Platform.Invocation;

/// <summary>
/// Gives a request the trace of what it is done for, as it leaves (LDV-06). The client of .NET leaves a <c>traceparent</c> that is there already
/// as it is.
/// </summary>
internal sealed class OutgoingTraceHandler(IOutgoingTrace? trace) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (trace?.TraceParent is { } traceParent)
        {
            request.Headers.Remove(HeaderNames.TraceParent);
            request.Headers.Add(HeaderNames.TraceParent, traceParent);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
