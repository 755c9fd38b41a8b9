namespace CommonGround.Platform.Events.DeadLetters;

/// <summary>What became of a dead letter that was tried again.</summary>
internal enum ReplayEnd
{
    /// <summary>It is removed.</summary>
    Done,

    /// <summary>It was refused: by its handler, by its destination, or because it is bad. Only a change of either makes it another.</summary>
    Refused,

    /// <summary>It could not be tried, or failed in a way that passes.</summary>
    NotNow,
}
