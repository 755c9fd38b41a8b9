using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Committing;
using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Indexing;
using CommonGround.Platform.State.Logs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State;

/// <summary>
/// What runs beside the requests: the committer, the consumers, the heartbeat, the watch over logs, the drainer, the archiver, and the
/// readiness probe. Start waits for none of them: lists are complete before a log that was left behind is drained, since they read the
/// entries.
/// </summary>
internal sealed partial class StateService(
    Committer committer, CommitQueue queue, IndexLoop index, ConsumerLoops consumers, Heartbeat heartbeat, LogWatch watch, DrainLoop drains,
    Archiver archiver, StateReadiness readiness, StateOptions options, TaskScheduler scheduler, TimeProvider time, ILogger<StateService> logger)
    : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _stopFollowing = new();
    private readonly Lock _gate = new();
    private Task _committing = Task.CompletedTask;
    private Task _following = Task.CompletedTask;
    private Task _consuming = Task.CompletedTask;
    private Task _beside = Task.CompletedTask;
    private Task? _stopped;
    private bool _disposed;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _committing = Begin(() => committer.RunAsync(_stop.Token));
        _following = Begin(() => index.RunAsync(_stopFollowing.Token));
        _consuming = Begin(() => consumers.RunAsync(_stopFollowing.Token));
        _beside = Begin(() => Task.WhenAll(
            heartbeat.RunAsync(_stop.Token), watch.RunAsync(_stop.Token), drains.RunAsync(_stop.Token), archiver.RunAsync(_stop.Token), readiness.RunAsync(_stop.Token)));
        return Task.CompletedTask;
    }

    /// <summary>
    /// Commits what waits, and brings the index and the other consumers up to date, where that is quick. The log is not rolled: its heartbeat stops, and another
    /// replica, or the next process, ends it (commit-log 9).
    /// </summary>
    /// <remarks>
    /// Some hosts stop twice at once, and dispose when one of the two is done: both wait for the same end. One that could not start
    /// disposes what it has, and may be stopped after that.
    /// </remarks>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _stopped ??= _disposed ? Task.CompletedTask : EndAsync(cancellationToken);
        }
    }

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        queue.Close();
        using var limit = new CancellationTokenSource(options.StopTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        Cancel(_stopFollowing);
        try
        {
            await EndOf(_committing).WaitAsync(either.Token);
            await EndOf(_following).WaitAsync(either.Token);
            await index.TryCatchUpAsync(either.Token);
            await EndOf(_consuming).WaitAsync(either.Token);
            await consumers.TryCatchUpAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            Log.Unfinished(logger);
        }
        finally
        {
            // Whatever happened: a heartbeat that goes on would keep others from ending the log.
            Cancel(_stop);
            queue.Refuse();
            await EndOf(Task.WhenAll(_committing, _following, _consuming, _beside));
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _stop.Dispose();
        _stopFollowing.Dispose();
    }

    private static async Task EndOf(Task task) =>
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    // Not CancelAsync: it hops through the thread pool, where no simulation can follow.
    private static void Cancel(CancellationTokenSource source) => source.Cancel();

    // On a scheduler of its own where a simulation gives one; otherwise on the thread pool.
    private Task Begin(Func<Task> loop) =>
        Task.Factory.StartNew(loop, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Stopped before everything was taken in; the log keeps the rest.")]
        public static partial void Unfinished(ILogger logger);
    }
}
