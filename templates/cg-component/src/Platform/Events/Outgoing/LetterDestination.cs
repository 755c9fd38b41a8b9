using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Events.DeadLetters;

namespace CommonGround.Platform.Events.Outgoing;

/// <summary>Sends a dead letter again to the destination that had not taken it.</summary>
internal sealed class LetterDestination(IEventDestination destination) : ILetterDestination
{
    public string Name => destination.Name;

    public async Task<string?> SendAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        var refused = await destination.SendAsync(letter.Topic, [new OutgoingEvent(letter.Id, letter.CloudEvent, letter.TraceParent)], cancellationToken);
        return refused is [var one, ..] ? one.Reason : null;
    }
}
