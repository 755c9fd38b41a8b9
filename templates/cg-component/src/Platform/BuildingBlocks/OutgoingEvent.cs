namespace CommonGround.Platform.BuildingBlocks;

/// <summary>An event on its way to the broker.</summary>
/// <param name="Id">The CloudEvent's <c>id</c>.</param>
/// <param name="CloudEvent">The whole CloudEvent in its JSON format; it goes through unwrapped.</param>
/// <param name="TraceParent">The trace that caused it, as a W3C <c>traceparent</c>, where there was one.</param>
public sealed record OutgoingEvent(string Id, string CloudEvent, string? TraceParent);
