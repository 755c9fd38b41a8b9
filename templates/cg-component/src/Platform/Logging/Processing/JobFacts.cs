using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>The facts of a job that a component runs by itself.</summary>
internal sealed class JobFacts(Oin tenant, ProcessingActivity activity, string name) : IActFacts
{
    public Oin? Tenant => tenant;

    public ProcessingActivity? Activity => activity;

    public string? Name => name;

    public string Place => $"The job '{name}'";

    public string? Processor => null;

    public TraceOrigin Trace { get; } = TraceOrigin.Current();
}
