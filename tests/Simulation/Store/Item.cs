namespace CommonGround.Simulation.Store;

/// <summary>A key as it stands in the store.</summary>
internal readonly record struct Item(string Value, string ETag, DateTimeOffset? Expires);
