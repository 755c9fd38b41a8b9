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
    /// Where state is away it was only a try, of which nothing came and nothing can be logged: the next one has lines.
    /// </summary>
    /// <returns>What becomes of the event: what cannot be logged is delivered again.</returns>
    public async Task<Verdict> LogAsync(Act act, Verdict verdict, Exception failure)
    {
        if (verdict.IsStateTrouble)
        {
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

    private static ActOutcome OutcomeOf(Exception failure) =>
        failure is NotHandledException or UnusableEventException or ChangeTooLargeException ? ActOutcome.Refused : ActOutcome.Failed(failure);
}
