namespace CommonGround.Platform.State.Logs;

/// <summary>What remains of a log that the index has drained (commit-log 10).</summary>
/// <param name="Log">The log as it was registered, its end included.</param>
/// <param name="Reached">The consumers that reached the end.</param>
internal sealed record DrainedLog(RegisteredLog Log, IReadOnlyList<string> Reached);
