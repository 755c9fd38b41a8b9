using System.Text;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Events.Receiving;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Events.DeadLetters;

/// <summary>
/// Does again what a dead letter did not get done: a received event goes to its handler, which removes the letter in its commit; an event
/// that was to be published goes to its destination.
/// </summary>
internal sealed class DeadLetterReplay(
    DeadLetterRemoval removal, EventHandling handling, Topics topics, IEnumerable<ILetterDestination> destinations)
{
    public async Task<Replayed> ReplayAsync(Oin tenant, DeadLetter letter, CancellationToken cancellationToken)
    {
        var replayed = letter.CloudEvent.Length == 0 ? NotNow("the event was too large to keep; ask its publisher for it.")
            : letter.IsReceived ? await HandleAsync(letter, cancellationToken)
            : await SendAsync(letter, cancellationToken);
        if (replayed.End == ReplayEnd.Done)
        {
            // Gone already where the handler ran for the same tenant.
            await removal.RemoveAsync(tenant, letter, cancellationToken);
        }

        return replayed;
    }

    private static Replayed NotNow(string reason) => new(ReplayEnd.NotNow, reason);

    private async Task<Replayed> HandleAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        if (topics.Find(letter.Destination) is not { } topic)
        {
            return NotNow($"the component does not subscribe to '{letter.Destination}' any more.");
        }

        var utf8 = Encoding.UTF8.GetBytes(letter.CloudEvent);
        var verdict = await handling.HandleAsync(
            topic, CloudEventReader.Read(utf8, utf8.Length), (changes, token) => DeadLetterStore.RemoveAsync(changes, letter.LetterId, token), cancellationToken);
        return verdict.Outcome switch
        {
            DeliveryOutcome.Success => new(ReplayEnd.Done, Done(verdict.Result)),
            DeliveryOutcome.Drop => new(ReplayEnd.Refused, verdict.Reason!),
            _ => NotNow(verdict.Reason!),
        };
    }

    private static string Done(string result) => result switch
    {
        "repeated" => "was handled before",
        "older" => "is older than what was handled of its subject, and left",
        "ignored" => "is of a type that the component leaves be by now",
        _ => "is handled",
    };

    private async Task<Replayed> SendAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        if (destinations.FirstOrDefault(destination => destination.Name == letter.Destination) is not { } found)
        {
            return NotNow($"the component has no destination '{letter.Destination}' any more.");
        }

        try
        {
            return await found.SendAsync(letter, cancellationToken) is { } reason ? new(ReplayEnd.Refused, reason) : new(ReplayEnd.Done, "is published");
        }
        catch (EventBrokerException e)
        {
            return NotNow(e.Message);
        }
    }
}
