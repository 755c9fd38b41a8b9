namespace CommonGround.Simulation.Checks;

/// <summary>What a key of the store is for.</summary>
internal enum KeyKind
{
    Other,
    Document,
    Answer,
    Page,
    Registration,
    Number,
    Progress,
    Heartbeat,
    Drained,
    DrainedList,
}
