using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Events.DeadLetters;

/// <summary>Where events are put that nobody could handle or publish, until somebody looks at them.</summary>
internal interface IDeadLetters
{
    /// <summary>
    /// Puts an event aside. It is idempotent: of the same source, id and destination there is one letter, however often it is put.
    /// </summary>
    /// <param name="tenant">Whose event it is.</param>
    /// <param name="letter">The event and the reason.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    Task PutAsync(Oin tenant, DeadLetter letter, CancellationToken cancellationToken);
}
