namespace CommonGround.Platform.Logging.Processing;

/// <summary>The act that goes on, for whatever runs within it.</summary>
internal sealed class Acts(ProcessingSource source, TimeProvider time)
{
    private readonly AsyncLocal<Act?> _current = new();

    public Act? Current => _current.Value;

    /// <summary>The <c>traceparent</c> for what the act causes elsewhere: its trace and its line (LDV-03, LDV-06); nothing where it leaves no line.</summary>
    public string? TraceParent => Current is { IsOver: false, Facts: { Activity: not null, Tenant: not null } } act ? TraceParents.Of(act.Span) : null;

    /// <summary>Begins an act: it is the current one until the method that calls this ends, and for all that it calls and awaits.</summary>
    public Act Enter(IActFacts facts) => _current.Value = new Act(facts, source, time.GetUtcNow());
}
