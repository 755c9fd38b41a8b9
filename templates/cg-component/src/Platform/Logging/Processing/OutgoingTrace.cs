using CommonGround.Platform.Invocation;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>Calls to elsewhere belong to the act that goes on: its line is their parent (LDV-03, LDV-06).</summary>
internal sealed class OutgoingTrace(Acts acts) : IOutgoingTrace
{
    public string? TraceParent => acts.TraceParent;
}
