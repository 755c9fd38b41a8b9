namespace CommonGround.Sidecar.Faults;

/// <summary>What goes wrong with a request.</summary>
public enum FaultKind
{
    /// <summary>It takes longer.</summary>
    Slow,

    /// <summary>Nothing is done, and the answer is 500.</summary>
    Fail,

    /// <summary>Nothing is done, and the connection is closed without an answer.</summary>
    Close,

    /// <summary>It is done, and the connection is closed without an answer.</summary>
    CutAfter,
}
