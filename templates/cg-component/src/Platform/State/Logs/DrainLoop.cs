using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Logs;

/// <summary>
/// Drains the ended logs that the watch finds, beside it (commit-log 10): logs that cannot be drained would hold it up until it took
/// itself for one that slept, and ended no log any more (commit-log 9).
/// </summary>
internal sealed partial class DrainLoop(Drainer drainer, TimeProvider time, ILogger<DrainLoop> logger)
{
    private readonly Signal _found = new();
    private volatile IReadOnlyList<string> _ended = [];

    /// <summary>The watch looked, and these logs have ended.</summary>
    public void Found(IReadOnlyList<string> ended)
    {
        _ended = ended;
        if (ended.Count > 0)
        {
            _found.Set();
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _found.WaitAsync(Timeout.InfiniteTimeSpan, time, cancellationToken);
            foreach (var log in _ended)
            {
                await TryDrainAsync(log, cancellationToken);
            }
        }
    }

    private async Task TryDrainAsync(string log, CancellationToken cancellationToken)
    {
        try
        {
            await drainer.DrainAsync(log, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, log, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Log {LogId} has ended and cannot be drained now; lists read its entries instead. It is tried again.")]
        public static partial void Failed(ILogger logger, string logId, Exception exception);
    }
}
