namespace CommonGround.Platform.Logging;

/// <summary>What was done could not be made durable in the logs, so there is no answer: no access goes unlogged.</summary>
/// <param name="message">For the component's own log.</param>
/// <param name="innerException">Why it could not, or the fault that was to be logged.</param>
internal sealed class NotLoggedException(string message, Exception? innerException) : Exception(message, innerException);
