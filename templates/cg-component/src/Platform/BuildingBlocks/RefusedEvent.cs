namespace CommonGround.Platform.BuildingBlocks;

/// <summary>An event that the broker did not take.</summary>
/// <param name="Id">The CloudEvent's <c>id</c>.</param>
/// <param name="Reason">The broker's own text. It is for the log only: it may name users and hosts.</param>
public sealed record RefusedEvent(string Id, string Reason);
