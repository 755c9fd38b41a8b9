namespace CommonGround.Platform.BuildingBlocks;

/// <summary>A value in the state store.</summary>
/// <param name="Value">The text as it was written, byte for byte.</param>
/// <param name="ETag">The store's own mark of this value. It never leaves the platform.</param>
public sealed record StateItem(string Value, string ETag);
