namespace CommonGround.Platform.State.Committing;

/// <summary>What a number turned out to hold (commit-log 3).</summary>
internal enum Settled
{
    /// <summary>The transaction that was sent for it.</summary>
    Landed,

    /// <summary>A void of ours: the transaction can never land.</summary>
    Void,

    /// <summary>The log's end, by another: nothing can land in it any more.</summary>
    Ended,

    /// <summary>The log's end, by this replica: its roll landed, and it goes on in the new log.</summary>
    Rolled,
}
