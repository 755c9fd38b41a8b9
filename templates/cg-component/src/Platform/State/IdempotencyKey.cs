namespace CommonGround.Platform.State;

/// <summary>An <c>Idempotency-Key</c> and what it belongs to: the same text of another client, method or path is another key.</summary>
public sealed record IdempotencyKey(string Client, string Method, string Path, string Value);
