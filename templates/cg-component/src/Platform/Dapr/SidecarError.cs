namespace CommonGround.Platform.Dapr;

/// <summary>The body of an error: <c>{"errorCode": "ERR_STATE_GET", "message": "…"}</c>.</summary>
/// <param name="ErrorCode">Dapr's code, by which errors are told apart.</param>
/// <param name="Message">The text of sidecar and store, which decides nothing.</param>
internal sealed record SidecarError(string? ErrorCode, string? Message);
