using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Events.DeadLetters;

/// <summary>What is known of the showing of a dead letter: it is for what its event is handled for. The security log has a line of its own of it.</summary>
internal sealed class LetterFacts(Oin tenant, ProcessingActivity activity, string type) : IActFacts
{
    public Oin? Tenant => tenant;

    public ProcessingActivity? Activity => activity;

    public string? Name => $"Toon de niet verwerkte gebeurtenis {type}";

    public string Place => $"The command {DeadLetterCommand.Name} show";

    public string? Processor => null;

    public TraceOrigin Trace { get; } = TraceOrigin.Current();

    public (Oin Owner, AuditLine Line)? Describe(Act act, ActOutcome outcome) => null;
}
