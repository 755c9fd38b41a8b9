namespace CommonGround.Platform.State.Receiving;

/// <summary>A received event, as far as it decides whether it is handled (commit-log 19).</summary>
/// <param name="Subscription">The topic: 1 to 100 characters that can stand in a key.</param>
/// <param name="Source">The event's <c>source</c>.</param>
/// <param name="Id">The event's <c>id</c>.</param>
internal sealed record Receipt(string Subscription, string Source, string Id)
{
    /// <summary>When it was sent, or <see langword="null"/> where that is not known: it counts as new.</summary>
    public DateTimeOffset? Sent { get; init; }

    /// <summary>How long its mark lives, in whole seconds, or <see langword="null"/> for <see cref="StateOptions.MarkLife"/>.</summary>
    public TimeSpan? MarkLife { get; init; }

    /// <summary>Its subject and its sequence, where only the newest of a subject counts.</summary>
    public (string Subject, long Sequence)? Newest { get; init; }

    /// <summary>Whether somebody has a dead letter handled again: how old it is does not count.</summary>
    public bool IsReplay { get; init; }

    /// <summary>Stands for the event in the key of its mark.</summary>
    public string Hash => KeyHash.Of(Source, Id);

    /// <summary>Stands for the subject in the key of its newest sequence. Subjects are those of their source.</summary>
    public string SubjectHash => KeyHash.Of(Source, Newest!.Value.Subject);
}
