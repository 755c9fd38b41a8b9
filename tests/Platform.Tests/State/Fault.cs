namespace CommonGround.Platform.Tests.State;

/// <summary>What may happen to a transaction. A caller sees the same in all cases but the first and the last.</summary>
internal enum Fault
{
    None,

    /// <summary>It landed; the answer got lost.</summary>
    AnswerLost,

    /// <summary>It never lands.</summary>
    NotLanded,

    /// <summary>It lands when the test says so, long after the caller gave up.</summary>
    LandsLate,

    /// <summary>It lands, and the call never returns.</summary>
    Silent,
}
