namespace CommonGround.Platform.State;

/// <summary>This process among those that share the store.</summary>
/// <param name="Id">Random, from start to stop.</param>
internal sealed record Replica(string Id);
