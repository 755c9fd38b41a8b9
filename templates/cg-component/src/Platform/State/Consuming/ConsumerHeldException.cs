namespace CommonGround.Platform.State.Consuming;

/// <summary>
/// A consumer has taken all of a log but some that waits for itself. Its progress stands there, and the later logs of the same replica need not wait.
/// </summary>
internal sealed class ConsumerHeldException(string message) : Exception(message);
