using System.Text;
using CommonGround.Platform.Events.Receiving;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;

namespace CommonGround.Platform.Events.DeadLetters;

/// <summary>
/// Removes a dead letter for good. Its event is marked as a handler would have marked it (commit-log 19): for the tenant that it belongs to by
/// now, which may be another than the letter's, and for as long as its subscription says.
/// </summary>
internal sealed class DeadLetterRemoval(DeadLetterStore letters, EventHandling handling, Topics topics, StateOptions options)
{
    /// <returns>Whether it was there.</returns>
    /// <inheritdoc cref="IDocuments.ChangeAsync" path="/exception"/>
    public Task<bool> RemoveAsync(Oin tenant, DeadLetter letter, CancellationToken cancellationToken)
    {
        if (!letter.IsReceived || topics.Find(letter.Destination) is not { } topic)
        {
            return letters.RemoveAsync(tenant, letter, tenant, options.MarkLife, cancellationToken);
        }

        var (owner, life) = handling.MarkOf(topic, EventOf(letter));
        return letters.RemoveAsync(tenant, letter, owner ?? tenant, life, cancellationToken);
    }

    private static CloudEvent EventOf(DeadLetter letter) =>
        letter.CloudEvent.Length > 0
            ? CloudEventReader.Read(Encoding.UTF8.GetBytes(letter.CloudEvent), int.MaxValue)
            : new CloudEvent { Id = letter.Id, Source = letter.Source, Type = letter.Type };
}
