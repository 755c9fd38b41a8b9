using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Events.DeadLetters;

namespace CommonGround.Platform.Events.Outgoing;

/// <summary>Sends a dead letter again to the destination that had not taken it.</summary>
internal sealed class LetterDestination(IEventDestination destination, PublisherOptions options, TimeProvider time) : ILetterDestination
{
    public string Name => destination.Name;

    /// <inheritdoc/>
    /// <remarks>Whatever goes wrong, it is this letter's: the command goes on with the next.</remarks>
    public async Task<string?> SendAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var refused = await destination.SendAsync(letter.Topic, [new OutgoingEvent(letter.Id, letter.CloudEvent, letter.TraceParent)], either.Token);
            return refused is [var one, ..] ? one.Reason : null;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EventBrokerException($"'{Name}' did not answer within {options.Timeout}; it may have been taken.", e);
        }
        catch (Exception e) when (e is not EventBrokerException && !cancellationToken.IsCancellationRequested)
        {
            throw new EventBrokerException(e.Message, e);
        }
    }
}
