namespace CommonGround.Sidecar.State;

/// <summary>One write or deletion.</summary>
/// <param name="Key">With the app-id before it.</param>
/// <param name="Value">The JSON to write; <see langword="null"/> to delete.</param>
/// <param name="ETag">The etag that it must have, where one was given.</param>
/// <param name="FirstWrite">With no etag: it must not exist.</param>
/// <param name="TimeToLive">As it was sent, in seconds.</param>
internal sealed record StateChange(string Key, byte[]? Value, string? ETag, bool FirstWrite, string? TimeToLive);
