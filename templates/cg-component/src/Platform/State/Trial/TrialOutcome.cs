namespace CommonGround.Platform.State.Trial;

/// <summary>Whether a store can be used.</summary>
internal enum TrialOutcome
{
    /// <summary>Nothing is known yet: it is silent, or does not take what any store takes. It is tried again.</summary>
    Unknown,

    /// <summary>It keeps what a transaction promises.</summary>
    Passed,

    /// <summary>It answered, and it does not.</summary>
    Failed,
}
