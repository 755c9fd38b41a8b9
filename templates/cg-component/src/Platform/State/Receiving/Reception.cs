namespace CommonGround.Platform.State.Receiving;

/// <summary>What became of a received event (commit-log 19).</summary>
internal enum Reception
{
    /// <summary>Its handler's changes and its mark are one commit.</summary>
    Handled,

    /// <summary>It was handled before.</summary>
    Repeated,

    /// <summary>A newer one of its subject was handled before.</summary>
    Older,

    /// <summary>It was sent longer ago than marks live, so nobody knows whether it was handled; or by its time it was not sent yet.</summary>
    OutOfTime,
}
