using CommonGround.Platform.BuildingBlocks;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Logs;

/// <summary>
/// Says that this replica lives: a key per log, written every 10 s, which the store forgets after 30 s (commit-log 9). A log has its
/// first heartbeat before it is registered, so that nobody takes a new one for left behind (commit-log 7).
/// </summary>
/// <remarks>It carries no condition and decides nothing: one that lands late only puts off a fence.</remarks>
internal sealed partial class Heartbeat(StateCalls calls, Replica replica, StateOptions options, TimeProvider time, ILogger<Heartbeat> logger)
{
    private readonly Lock _lock = new();
    private readonly List<string> _logs = [];

    /// <summary>Begins to beat for a log. The store has the first when this returns.</summary>
    public async Task StartAsync(string log, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _logs.Add(log);
        }

        for (var failures = 0; ; failures++)
        {
            await Pause.BeforeAsync(time, failures, cancellationToken);
            if (await BeatAsync([log], cancellationToken))
            {
                return;
            }
        }
    }

    /// <summary>Beats no more for a log: it has ended, or others may end it.</summary>
    public void Stop(string log)
    {
        lock (_lock)
        {
            _logs.Remove(log);
        }
    }

    public bool BeatsFor(string log)
    {
        lock (_lock)
        {
            return _logs.Contains(log);
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(options.HeartbeatInterval, time, cancellationToken);
            List<string> logs;
            lock (_lock)
            {
                logs = [.. _logs];
            }

            if (logs.Count > 0)
            {
                await BeatAsync(logs, cancellationToken);
            }
        }
    }

    private async Task<bool> BeatAsync(List<string> logs, CancellationToken cancellationToken)
    {
        var operations = logs.ConvertAll(log => StateOperation.Write(StateKeys.Heartbeat(log), replica.Id, options.HeartbeatLife));
        if (await calls.TransactAsync(operations, cancellationToken))
        {
            return true;
        }

        Log.NotWritten(logger, options.HeartbeatLife);
        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A heartbeat was not acknowledged. After {Life} without one, others may end the log of this replica; it then goes on in a new one.")]
        public static partial void NotWritten(ILogger logger, TimeSpan life);
    }
}
