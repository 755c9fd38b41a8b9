namespace CommonGround.Platform.Dapr;

/// <summary>The sidecar did not answer: it cannot be reached, closed the connection, or was silent for too long.</summary>
internal sealed class SidecarException(string message, Exception innerException) : Exception(message, innerException);
