using CommonGround.Platform.State.Indexing;
using CommonGround.Platform.State.Metrics;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Committing;

/// <summary>
/// Group commit: one commit in flight per replica, and what arrives meanwhile goes together in the next (commit-log 2). It waits for
/// nothing but the store, so one client alone has the time of a plain transaction.
/// </summary>
internal sealed partial class Committer(
    CommitQueue queue, RecentKeys recent, CommitRounds rounds, IndexBacklog backlog, CommitMetrics metrics, StateOptions options, TimeProvider time,
    ILogger<Committer> logger)
{
    private volatile bool _ended;

    /// <summary>Whether nothing is committed any more: it was stopped, or a fault of its own ended it.</summary>
    public bool HasEnded => _ended;

    /// <summary>Commits a request together with others.</summary>
    /// <returns>Whether it landed; otherwise another changed the same documents first, and nothing was done.</returns>
    /// <exception cref="StateBusyException">Nothing was done: the queue is full, too much of the tenant waits, or the index is too far behind.</exception>
    /// <exception cref="ChangeTooLargeException">It does not fit in one entry.</exception>
    /// <exception cref="StateUnavailableException">Nothing was done: the store does not take it, or the component stops.</exception>
    /// <exception cref="OutcomeUnknownException">The store did not answer in time (commit-log 4).</exception>
    public async Task<bool> CommitAsync(CommitRequest request, CancellationToken cancellationToken) =>
        await OutcomeAsync(request, cancellationToken) switch
        {
            CommitOutcome.Landed => true,
            CommitOutcome.ReadAgain => false,
            CommitOutcome.Refused => throw new StateUnavailableException("Nothing was committed: the state store does not take it."),
            CommitOutcome.Busy => throw new StateBusyException("Too many commits of this tenant wait."),
            _ => throw new OutcomeUnknownException("The state store did not answer in time: what was to be committed may have landed, or may still."),
        };

    /// <summary>Runs until the queue is closed and empty.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await queue.WaitAsync(rounds.UntilRoll, cancellationToken))
            {
                await CommitGroupAsync(cancellationToken);
            }
        }
        finally
        {
            _ended = true;
        }
    }

    private async Task<CommitOutcome> OutcomeAsync(CommitRequest request, CancellationToken cancellationToken)
    {
        if (!CommitGroup.CanHold(request, options))
        {
            throw new ChangeTooLargeException(
                $"The change has {request.Operations.Count} operations and {request.Size} bytes; at most {options.GroupOperations} and {options.GroupBytes} fit.");
        }

        if (backlog.Behind > options.IndexBehindLimit)
        {
            throw new StateBusyException($"The index is {backlog.Behind} entries behind.");
        }

        queue.Add(request);
        using var limit = time.CreateTimer(Leave, request, options.AnswerTimeout, Timeout.InfiniteTimeSpan);
        using var cancel = cancellationToken.UnsafeRegister(Leave, request);
        var outcome = await request.Outcome;
        if (outcome == CommitOutcome.Unknown)
        {
            metrics.Unknown();
        }

        if (request.HasLeft)
        {
            queue.Remove(request);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return outcome;
    }

    private async Task CommitGroupAsync(CancellationToken cancellationToken)
    {
        var group = new CommitGroup(options, recent);
        try
        {
            queue.MoveTo(group);
            await rounds.RollIfDueAsync(cancellationToken);
            await rounds.CommitAsync(group.Requests, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // A fault of ours: what was sent is unknown, so nothing more may go under its number. Without heartbeats the log gets ended.
            rounds.LeaveLog();
            Log.Failed(logger, e);
        }
        finally
        {
            group.Leave();
        }
    }

    private static void Leave(object? request) => ((CommitRequest)request!).Leave();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Critical, "A commit failed in an unforeseen way; its requests are told that their outcome is unknown.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
