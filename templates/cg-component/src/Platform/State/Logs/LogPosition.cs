namespace CommonGround.Platform.State.Logs;

/// <summary>A place in a log to read from.</summary>
internal readonly record struct LogPosition(RegisteredLog Log, long Next);
