namespace CommonGround.Platform.Events.Outgoing;

/// <summary>What stands around an event's data. None of it may be sensitive (EVT-08).</summary>
/// <param name="Declaration">Which event.</param>
/// <param name="Id">A UUIDv7 (EVT-02).</param>
/// <param name="Source">The URN of the tenant's system (EVT-03).</param>
/// <param name="Subject">The resource: <c>{collection}/{id}</c>.</param>
/// <param name="Sequence">The version of the resource (EVT-07).</param>
/// <param name="Time">The moment of the change (EVT-05).</param>
/// <param name="TraceParent">The trace that caused it, where there was one.</param>
internal sealed record EventHead(
    EventDeclaration Declaration, string Id, string Source, string Subject, long Sequence, DateTimeOffset Time, string? TraceParent);
