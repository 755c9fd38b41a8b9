using CommonGround.Platform.State.Metrics;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Archiving;

/// <summary>
/// The ended logs that are kept as they are, since something of them is not what was written there: they are not archived, and nothing of them
/// expires (commit-log 11). Each is told once by a replica, with what is wrong; the metric has them for as long as they are found so.
/// </summary>
internal sealed partial class AlteredLogs(LogMetrics metrics, ILogger<AlteredLogs> logger)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _logs = [];

    public void Found(string log, string what)
    {
        lock (_lock)
        {
            if (!_logs.Add(log))
            {
                return;
            }

            metrics.Altered(_logs.Count);
        }

        Log.Kept(logger, log, what);
    }

    /// <summary>It could be gone on with: what was altered is there again, as from a backup.</summary>
    public void Sound(string log)
    {
        lock (_lock)
        {
            if (_logs.Remove(log))
            {
                metrics.Altered(_logs.Count);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Log {LogId} is kept as it is, is not archived, and nothing of it expires: {What} docs/logging.md says what to do (When something is broken).")]
        public static partial void Kept(ILogger logger, string logId, string what);
    }
}
