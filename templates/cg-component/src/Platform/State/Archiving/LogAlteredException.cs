namespace CommonGround.Platform.State.Archiving;

/// <summary>Something of a log is gone, or is not what was written there: that log is kept as it is (commit-log 11, 16).</summary>
internal sealed class LogAlteredException(string message) : Exception(message);
