using System.Diagnostics;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>The facts of a job that a component runs by itself.</summary>
internal sealed class JobFacts(Oin tenant, ProcessingActivity activity, string name, LocalAudit audit) : IActFacts
{
    public Oin? Tenant => tenant;

    public ProcessingActivity? Activity => activity;

    public string? Name => name;

    public string Place => $"The job '{LineName.Of(name)}'";

    public string? Processor => null;

    public TraceOrigin Trace { get; } = TraceOrigin.Current();

    /// <summary>By its name, and what came of it. Whoever runs a job is the component itself.</summary>
    public (Oin Owner, AuditLine Line)? Describe(Act act, ActOutcome outcome)
    {
        var result = outcome switch
        {
            { Status: ActivityStatusCode.Error, Failure: { } failure } => $"failed: {AuditText.Kind(failure)}",
            { IsCancelled: true } => "cancelled",
            _ => "done",
        };
        var line = audit.OfComponent("job", AuditText.Words(LineName.Of(name), LineName.Longest), result, act.Span.TraceId.ToHexString());
        return (tenant, line with { Time = act.Began.ToUniversalTime() });
    }
}
