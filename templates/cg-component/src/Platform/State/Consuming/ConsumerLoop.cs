using CommonGround.Platform.State.Logs;
using CommonGround.Platform.State.Metrics;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Consuming;

/// <summary>
/// Leads one consumer beside the index: through logs that ended and that it has not taken to the end, whoever wrote them, and through
/// this replica's own as it grows (commit-log 10). What it cannot take stops only its own progress, in that log and, unless it says otherwise, in
/// later ones of the same replica; it is tried again after a pause.
/// </summary>
internal sealed partial class ConsumerLoop(
    IConsumer consumer, Landings landings, EndedLogs ended, Follower follower, ConsumerBacklogs backlogs, StateOptions options, TimeProvider time,
    ILogger<ConsumerLoop> logger)
{
    private readonly Signal _landed = landings.Subscribe(consumer);
    private bool _isHeld;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var failures = 0; ;)
        {
            await Pause.BeforeAsync(time, failures, cancellationToken);
            var own = landings.Current;
            failures = await TryCatchUpAsync(cancellationToken) && await TryAsync(() => FollowOwnAsync(own, cancellationToken), cancellationToken)
                ? 0
                : failures + 2;
        }
    }

    /// <summary>Takes everything that landed.</summary>
    /// <returns>Whether it succeeded for every log.</returns>
    public async Task<bool> TryCatchUpAsync(CancellationToken cancellationToken)
    {
        // Before the ended logs are read: a log that ends meanwhile is among them, or is followed here once more.
        var own = landings.Current;
        var stopped = new HashSet<string>();
        _isHeld = false;
        var read = await TryAsync(
            async () =>
            {
                var (logs, waiting) = await ended.FindAsync(consumer.Name, cancellationToken);
                stopped.UnionWith(waiting);
                string[] followed = [.. logs.Select(log => log.Id), own?.Log.Id ?? ""];
                backlogs.Keep(consumer.Name, followed);
                consumer.Keep(followed);
                foreach (var log in logs)
                {
                    await FollowInOrderAsync(log, () => DrainAsync(log, cancellationToken), stopped, cancellationToken);
                }
            },
            cancellationToken);
        if (read && own is { } current)
        {
            await FollowInOrderAsync(
                current.Log, () => follower.FollowAsync(consumer, current.Log, current.Next, cancellationToken), stopped, cancellationToken);
        }

        return read && stopped.Count == 0 && !_isHeld;
    }

    // The earlier logs of a replica go first: what it left there comes before what it leaves now (commit-log 13).
    private async Task FollowInOrderAsync(RegisteredLog log, Func<Task> follow, HashSet<string> stopped, CancellationToken cancellationToken)
    {
        if (!stopped.Contains(log.Owner) && !await TryAsync(follow, cancellationToken))
        {
            stopped.Add(log.Owner);
        }
    }

    private async Task DrainAsync(RegisteredLog log, CancellationToken cancellationToken)
    {
        if (await follower.FollowAsync(consumer, log, log.End!.Value, cancellationToken) >= log.End)
        {
            await ended.ReachedAsync(log.Id, consumer.Name, cancellationToken);
        }
    }

    // Follows the own log as it grows, until the replica writes another or it is time to look for ended logs again.
    private async Task FollowOwnAsync(LogPosition? own, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (options.HeartbeatInterval - time.GetElapsedTime(began) is { Ticks: > 0 } left && await _landed.WaitAsync(left, time, cancellationToken))
        {
            await Task.Delay(consumer.Gathers, time, cancellationToken);
            if (landings.Current is not { } current || current.Log.Id != own?.Log.Id)
            {
                return;
            }

            await follower.FollowAsync(consumer, current.Log, current.Next, cancellationToken);
        }
    }

    /// <returns>Whether what comes after it may go.</returns>
    private async Task<bool> TryAsync(Func<Task> step, CancellationToken cancellationToken)
    {
        try
        {
            await step();
            return true;
        }
        catch (ConsumerHeldException held)
        {
            _isHeld = true;
            Log.Held(logger, consumer.Name, held.Message);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, consumer.Name, e);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Warning, "Consumer {Consumer} is held in a log, and goes on with later ones; it is tried again. {Reason}")]
        public static partial void Held(ILogger logger, string consumer, string reason);

        [LoggerMessage(1, LogLevel.Warning, "Consumer {Consumer} cannot follow a log now; the other consumers go on, and it is tried again.")]
        public static partial void Failed(ILogger logger, string consumer, Exception exception);
    }
}
