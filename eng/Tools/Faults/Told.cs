namespace CommonGround.Tools.Faults;

/// <summary>What a client was told about one attempt.</summary>
internal enum Told
{
    /// <summary>Acknowledged: 200, 201, 204.</summary>
    Done,

    /// <summary>Refused by what is there: 404, 412.</summary>
    Refused,

    /// <summary>503 that says that nothing was changed.</summary>
    NotDone,

    /// <summary>503 that says that the outcome is unknown, a cut connection, or no answer in time.</summary>
    Unknown,

    /// <summary>Nobody listened: nothing was sent.</summary>
    NotReached,
}
