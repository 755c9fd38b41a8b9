using CommonGround.Platform.State.Committing;
using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Indexing;
using CommonGround.Platform.State.Metrics;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Logs;

/// <summary>
/// Looks after the logs with every heartbeat: whether this replica's own is still its own (commit-log 12), whose owner is gone, so that
/// it is ended (commit-log 9), and which have ended, so that they are drained beside it (commit-log 10).
/// </summary>
/// <remarks>
/// A log that an earlier process of the same host left behind is treated no otherwise: nobody can tell that process from one that
/// sleeps, and lists are complete meanwhile, since they read the entries.
/// </remarks>
internal sealed partial class LogWatch(
    StateCalls calls, Registrar registrar, CurrentLog current, Heartbeat heartbeat, MissedHeartbeats missed, Fence fence, DrainLoop drains,
    Landings landings, CommitQueue queue, LogMetrics metrics, ConsumerBacklogs backlogs, StateOptions options, TimeProvider time,
    ILogger<LogWatch> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await TryAsync(LookAsync, missed.Forget, cancellationToken);
            await Task.Delay(options.HeartbeatInterval, time, cancellationToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        // Before the registration is read: one that was registered after it must not look as if it were gone.
        var own = current.Log;
        var last = own?.Next - 1;
        var registration = await registrar.ReadAsync(cancellationToken);
        metrics.Seen(registration);
        backlogs.Keep(IndexConsumer.Name, [.. registration.Logs.Select(log => log.Id)]);
        if (own is { IsLost: false })
        {
            await CheckAsync(own, last!.Value, registration, cancellationToken);
        }

        // What this version cannot read, a newer replica looks after.
        var readable = registration.Logs.Where(log => log.Format <= Entry.NewestFormat).ToList();
        var live = readable.Where(log => log.End is null && !IsOwn(log.Id)).Select(log => log.Id).ToList();
        var beats = await calls.GetManyAsync(live.ConvertAll(StateKeys.Heartbeat), cancellationToken);
        var silent = missed.Note(live.FindAll(log => !beats.ContainsKey(StateKeys.Heartbeat(log))));
        foreach (var log in silent)
        {
            await TryAsync(ct => EndAsync(log, ct), null, cancellationToken);
        }

        // One that could not be ended is left alone there.
        drains.Found([.. readable.Where(log => log.End is not null).Select(log => log.Id), .. silent]);
    }

    private async Task CheckAsync(OwnLog own, long last, Registration registration, CancellationToken cancellationToken)
    {
        if (current.Log != own)
        {
            // It rolled, or left it, while the registration was read.
            return;
        }

        if (registration.Find(own.Id) is not { End: null })
        {
            Log.Ended(logger, own.Id);
            metrics.EndedByOther();
        }
        else if (last >= 0 && await calls.GetAsync(StateKeys.Entry(own.Id, last), cancellationToken) is null)
        {
            Log.Gone(logger, own.Id, last);
        }
        else
        {
            return;
        }

        own.Lose();
        heartbeat.Stop(own.Id);
        landings.Ended(own.Id);
        queue.Wake();
    }

    private Task EndAsync(string log, CancellationToken cancellationToken)
    {
        Log.Silent(logger, log, options.HeartbeatLife);
        return fence.EndAsync(log, IndexConsumer.Name, cancellationToken);
    }

    // Never the current one, beating or not: an end by this replica would look like a roll to the committer (commit-log 3).
    private bool IsOwn(string log) => heartbeat.BeatsFor(log) || current.Log?.Id == log;

    private async Task TryAsync(Func<CancellationToken, Task> act, Action? otherwise, CancellationToken cancellationToken)
    {
        try
        {
            await act(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, e);
            otherwise?.Invoke();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The logs cannot be looked after now; it is tried again.")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "Log {LogId} of this replica is not registered any more, or is recorded as ended; it goes on in a new one.")]
        public static partial void Ended(ILogger logger, string logId);

        [LoggerMessage(3, LogLevel.Error, "Number {Number} of log {LogId} is gone, the last that this replica wrote there. It writes nothing more in it, and registers a new log.")]
        public static partial void Gone(ILogger logger, string logId, long number);

        [LoggerMessage(4, LogLevel.Information, "Log {LogId} had no heartbeat for {Life}; it is ended and drained.")]
        public static partial void Silent(ILogger logger, string logId, TimeSpan life);
    }
}
