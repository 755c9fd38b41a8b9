using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Events;

/// <summary>What a handler answers to an event.</summary>
public sealed class EventAnswer
{
    private EventAnswer(DeliveryOutcome outcome, string? reason) => (Outcome, Reason) = (outcome, reason);

    /// <summary>Handled, also where there was nothing to do.</summary>
    public static EventAnswer Success { get; } = new(DeliveryOutcome.Success, null);

    internal DeliveryOutcome Outcome { get; }

    internal string? Reason { get; }

    /// <summary>Not now: to be delivered again, and past the retry policy put with the dead letters.</summary>
    /// <param name="reason">Why. It is stored encrypted with the dead letter, and not logged.</param>
    public static EventAnswer Retry(string reason) => new(DeliveryOutcome.Retry, Given(reason));

    /// <summary>Never: it is put with the dead letters at once.</summary>
    /// <inheritdoc cref="Retry"/>
    public static EventAnswer Drop(string reason) => new(DeliveryOutcome.Drop, Given(reason));

    private static string Given(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return reason;
    }
}
