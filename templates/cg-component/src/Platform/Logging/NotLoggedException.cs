namespace CommonGround.Platform.Logging;

/// <summary>What was done could not be made durable in the logs, so there is no answer: no access goes unlogged.</summary>
internal sealed class NotLoggedException(string message, Exception innerException) : Exception(message, innerException);
