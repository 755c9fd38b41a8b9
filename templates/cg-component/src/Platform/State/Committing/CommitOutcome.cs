namespace CommonGround.Platform.State.Committing;

/// <summary>What became of a request.</summary>
internal enum CommitOutcome
{
    /// <summary>Its transaction landed.</summary>
    Landed,

    /// <summary>Nothing was done: another was first. It reads and decides again.</summary>
    ReadAgain,

    /// <summary>Nothing was done, and trying again does not help: the void stands (commit-log 5), or it was not sent.</summary>
    Refused,

    /// <summary>Nothing was done: it was not sent, and made room for a tenant of whom fewer wait.</summary>
    Busy,

    /// <summary>It was sent, and whether it landed is not known yet (commit-log 4).</summary>
    Unknown,
}
