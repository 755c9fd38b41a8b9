using CommonGround.Platform.Logging;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;

namespace CommonGround.Platform.Events.Receiving;

/// <summary>Makes an act of the handling of an event, and logs the one that came to nothing. What was handled has its lines in the commit of its handler.</summary>
internal sealed class EventActs(Acts acts, ActCommits commits, ProcessingOptions options)
{
    public Act Enter(Topic topic, Subscription subscription, CloudEvent received, Oin tenant) =>
        acts.Enter(new EventFacts(topic, subscription, received, tenant, options));

    /// <summary>
    /// Where state is away it may be that nothing can be logged; then the component's own log says so. Nothing came of such a try, and the next one
    /// has lines.
    /// </summary>
    /// <returns>What becomes of the event: what cannot be logged is delivered again.</returns>
    public async Task<Verdict> LogAsync(Act act, Verdict verdict, Exception failure)
    {
        if (verdict.IsStateTrouble)
        {
            await TryLogAsync(act, OutcomeOf(failure));
            return verdict;
        }

        try
        {
            await commits.CommitAsync(act, OutcomeOf(failure));
            return verdict;
        }
        catch (NotLoggedException e)
        {
            return Verdict.NoState(verdict.Tenant, $"Its handling could not be logged. {e.InnerException!.Message}");
        }
    }

    /// <summary>Whoever delivers waits no longer, which is no fault (LDV-09); what was used until then was used.</summary>
    public Task LogCancelledAsync(Act act) => TryLogAsync(act, ActOutcome.Cancelled);

    // A try that came no further than the event's mark used nothing, and is made again and again while state is away.
    private Task TryLogAsync(Act act, ActOutcome outcome) => act.HasBegun ? commits.TryCommitFailureAsync(act, outcome) : Task.CompletedTask;

    private static ActOutcome OutcomeOf(Exception failure) =>
        failure is NotHandledException or UnusableEventException or ChangeTooLargeException ? ActOutcome.Refused : ActOutcome.Failed(failure);
}
