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
    DeadLetterStore letters, EventHandling handling, Topics topics, IEnumerable<ILetterDestination> destinations)
{
    /// <returns>Why the letter stays, or <see langword="null"/> where it is done with. It may hold personal data.</returns>
    public async Task<string?> ReplayAsync(Oin tenant, DeadLetter letter, CancellationToken cancellationToken)
    {
        var fault = letter.CloudEvent.Length == 0 ? "The event was too large to keep; ask its publisher for it."
            : letter.IsReceived ? await HandleAsync(letter, cancellationToken)
            : await SendAsync(letter, cancellationToken);
        if (fault is null)
        {
            // Gone already where the handler ran for the same tenant.
            await letters.RemoveAsync(tenant, letter, cancellationToken);
        }

        return fault;
    }

    private async Task<string?> HandleAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        if (topics.Find(letter.Destination) is not { } topic)
        {
            return $"The component does not subscribe to '{letter.Destination}' any more.";
        }

        var utf8 = Encoding.UTF8.GetBytes(letter.CloudEvent);
        var verdict = await handling.HandleAsync(
            topic, CloudEventReader.Read(utf8, utf8.Length), (changes, token) => DeadLetterStore.RemoveAsync(changes, letter.LetterId, token), cancellationToken);
        return verdict.Outcome == DeliveryOutcome.Success ? null : verdict.Reason;
    }

    private Task<string?> SendAsync(DeadLetter letter, CancellationToken cancellationToken) =>
        destinations.FirstOrDefault(destination => destination.Name == letter.Destination) is { } found
            ? found.SendAsync(letter, cancellationToken)
            : Task.FromResult<string?>($"The component has no destination '{letter.Destination}' any more.");
}
