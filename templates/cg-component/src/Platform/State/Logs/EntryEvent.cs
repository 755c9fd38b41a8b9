namespace CommonGround.Platform.State.Logs;

/// <summary>An event that a commit leaves behind, for the publishers that follow the log (commit-log 1, 13).</summary>
/// <param name="Topic">The topic that it goes to.</param>
/// <param name="Id">The CloudEvent's <c>id</c>, a UUIDv7.</param>
/// <param name="Tenant">Whose event it is.</param>
/// <param name="Subject">The CloudEvent's <c>subject</c>, within the tenant: its events go out one after the other.</param>
/// <param name="Sequence">The version of the document that it is about.</param>
/// <param name="Sealed">The whole CloudEvent, sealed as documents are: its data may be personal.</param>
internal sealed record EntryEvent(string Topic, string Id, string Tenant, string Subject, long Sequence, string Sealed)
{
    /// <summary>The trace that caused it, as a W3C <c>traceparent</c>, where there was one.</summary>
    public string? TraceParent { get; init; }
}
