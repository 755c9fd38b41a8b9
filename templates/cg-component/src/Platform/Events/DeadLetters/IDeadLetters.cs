using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Events.DeadLetters;

/// <summary>Where events are put that nobody could handle or publish, until somebody looks at them.</summary>
internal interface IDeadLetters
{
    /// <summary>
    /// Puts an event aside, encrypted as documents are. It is idempotent: of the same source, id and destination there is one letter,
    /// however often it is put; and one that was replayed or discarded in the last days does not come back.
    /// </summary>
    /// <param name="tenant">Whose event it is; <see cref="Oin.Organization"/> where that is not known.</param>
    /// <param name="letter">The event and the reason.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <inheritdoc cref="State.IDocuments.ChangeAsync" path="/exception"/>
    Task PutAsync(Oin tenant, DeadLetter letter, CancellationToken cancellationToken);
}
