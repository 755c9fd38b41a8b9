namespace CommonGround.Sidecar.State;

/// <param name="Value">The JSON as the store gives it back.</param>
/// <param name="ETag">The store's mark of this value.</param>
/// <param name="Expires">When it is absent, or never.</param>
internal sealed record StateRow(byte[] Value, string ETag, DateTimeOffset? Expires);
