namespace CommonGround.Simulation.Checks;

/// <summary>What a key of the store is for.</summary>
internal enum KeyKind
{
    Other,
    Document,
    Answer,
    Mark,
    Newest,
    Page,
    Registration,
    Number,
    Progress,
    Heartbeat,
    Block,
    Drained,
    DrainedList,
}
