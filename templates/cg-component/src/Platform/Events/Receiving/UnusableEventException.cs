namespace CommonGround.Platform.Events.Receiving;

/// <summary>An event that no repetition makes usable. The message is the reason that is kept with its dead letter.</summary>
internal sealed class UnusableEventException(string message, Exception? innerException = null) : Exception(message, innerException);
