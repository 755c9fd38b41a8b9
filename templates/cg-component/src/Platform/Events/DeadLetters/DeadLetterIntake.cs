using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Events.DeadLetters;

/// <summary>
/// Puts received events with the dead letters. What arrives on a dead-letter topic has no other place left, so it is tried until it is
/// stored, or until whoever delivers waits no longer.
/// </summary>
internal sealed partial class DeadLetterIntake(
    IDeadLetters letters, RecentReasons reasons, TimeProvider time, ILogger<DeadLetterIntake> logger)
{
    private const string Unknown = "Its deliveries failed. Why is in the log of the replicas that tried, with its id.";

    /// <summary>Keeps a letter at once, with its reason. The same event comes on the dead-letter topic as well, and finds it there.</summary>
    /// <returns>Whether it is kept. Otherwise the dead-letter topic has it still, without a reason.</returns>
    public async Task<bool> TryPutAsync(Oin tenant, DeadLetter letter, CancellationToken cancellationToken)
    {
        try
        {
            await letters.PutAsync(tenant, letter, cancellationToken);
            return true;
        }
        catch (Exception e) when (StateTrouble.Is(e))
        {
            reasons.Note(letter);
            Log.NotStored(logger, letter.Id, letter.Topic, e);
            return false;
        }
    }

    /// <summary>Takes what came back on a dead-letter topic.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> is cancelled.</exception>
    public async Task<DeliveryOutcome> TakeAsync(Oin tenant, DeadLetter letter, CancellationToken cancellationToken)
    {
        var known = letter with { Reason = letter.Reason.Length > 0 ? letter.Reason : reasons.Find(letter.LetterId) ?? Unknown };
        for (var failures = 1; ; failures++)
        {
            try
            {
                await letters.PutAsync(tenant, known, cancellationToken);
                return DeliveryOutcome.Success;
            }
            catch (Exception e) when (StateTrouble.Is(e))
            {
                if (failures == 1)
                {
                    Log.NotStored(logger, letter.Id, letter.Topic, e);
                }
            }

            await Pause.BeforeAsync(time, failures + 1, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Event {EventId} of {Topic} cannot be put with the dead letters now; it is tried again.")]
        public static partial void NotStored(ILogger logger, string eventId, string topic, Exception exception);
    }
}
