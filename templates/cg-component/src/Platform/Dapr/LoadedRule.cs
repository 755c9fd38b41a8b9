namespace CommonGround.Platform.Dapr;

/// <summary>A path to which a subscription delivers.</summary>
internal sealed record LoadedRule(string Path);
