namespace CommonGround.Simulation.Clients;

/// <summary>What a caller was told.</summary>
internal enum Outcome
{
    /// <summary>Nothing yet; nothing ever, where its replica was killed.</summary>
    NotHeard,

    Done,

    /// <summary>It did not happen, and never will.</summary>
    NotDone,

    Unknown,
}
