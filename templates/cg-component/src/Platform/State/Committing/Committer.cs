using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Indexing;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Committing;

/// <summary>
/// Group commit: one commit in flight per replica, and what arrives meanwhile goes together in the next (commit-log 2). It waits for
/// nothing but the store, so one client alone has the time of a plain transaction.
/// </summary>
internal sealed partial class Committer(
    CommitQueue queue, RecentKeys recent, GroupCommit commit, Losers losers, IndexBacklog backlog,
    StateOptions options, TimeProvider time, ILogger<Committer> logger)
{
    /// <summary>Commits a request together with others.</summary>
    /// <exception cref="StateBusyException">The queue is full, or the index too far behind.</exception>
    /// <exception cref="ChangeTooLargeException">It does not fit in one entry.</exception>
    /// <exception cref="StateUnavailableException">The component stops.</exception>
    public async Task<CommitOutcome> CommitAsync(CommitRequest request, CancellationToken cancellationToken)
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
        try
        {
            return await request.Outcome.WaitAsync(options.AnswerTimeout, time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            request.Leave();
            queue.Remove(request);
            cancellationToken.ThrowIfCancellationRequested();
            return await request.Outcome;
        }
    }

    /// <summary>Runs until the queue is closed and empty.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await queue.WaitAsync(cancellationToken))
        {
            var group = new CommitGroup(options, recent);
            queue.MoveTo(group);
            try
            {
                await CommitAsync(group.Requests, cancellationToken);
                group.ReleaseWaiting();
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                // A fault of ours: what was sent is unknown, so nothing more may go under its number.
                Log.Failed(logger, e);
                commit.LeaveLog();
            }
            finally
            {
                group.Leave();
            }
        }
    }

    private async Task CommitAsync(IReadOnlyList<CommitRequest> group, CancellationToken cancellationToken)
    {
        var rounds = new Queue<IReadOnlyList<CommitRequest>>([group]);
        while (rounds.TryDequeue(out var requests))
        {
            if (requests.Count == 0)
            {
                continue;
            }

            await PersistAsync(() => commit.PrepareAsync(requests, cancellationToken), cancellationToken);
            var sent = requests.Where(r => r.TrySend()).ToList();
            if (sent.Count == 0)
            {
                continue;
            }

            switch (await commit.SendAsync(sent, cancellationToken))
            {
                case Settled.Landed:
                    recent.Landed(sent.SelectMany(r => r.Operations).Select(o => o.Key));
                    sent.ForEach(r => r.Complete(CommitOutcome.Landed));
                    break;
                case Settled.Ended:
                    rounds.Enqueue([.. sent.Where(r => r.TryReturn())]);
                    break;
                default:
                    await DivideAsync(sent, rounds, cancellationToken);
                    break;
            }
        }
    }

    // The void stands. With losers the others go together; without, they go alone, so that one that can never land stalls nobody
    // (commit-log 3, 5).
    private async Task DivideAsync(List<CommitRequest> sent, Queue<IReadOnlyList<CommitRequest>> rounds, CancellationToken cancellationToken)
    {
        var returned = sent.Where(r => r.TryReturn()).ToList();
        HashSet<CommitRequest> lost = [];
        await PersistAsync(async () => lost = await losers.FindAsync(returned, cancellationToken), cancellationToken);
        var others = returned.Where(r => !lost.Contains(r)).ToList();
        foreach (var request in lost)
        {
            request.Complete(CommitOutcome.ReadAgain);
        }

        if (lost.Count > 0)
        {
            rounds.Enqueue(others);
            return;
        }

        // The comparison read well, so the store does: it is the request that cannot land.
        if (sent.Count == 1 && others.Count == 1 && ++others[0].VoidsAlone == 2)
        {
            Log.Refused(logger, others[0].Id);
            others[0].Complete(CommitOutcome.Refused);
            return;
        }

        others.ForEach(request => rounds.Enqueue([request]));
    }

    private async Task PersistAsync(Func<Task> read, CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            await Pause.BeforeAsync(time, failures, cancellationToken);
            try
            {
                await read();
                return;
            }
            catch (StateStoreException e)
            {
                Log.Waiting(logger, e);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The state store does not answer; the changes in hand wait for it.")]
        public static partial void Waiting(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "Request {RequestId} met a second void alone while the store reads well; it is refused.")]
        public static partial void Refused(ILogger logger, string requestId);

        [LoggerMessage(3, LogLevel.Critical, "A commit failed in an unforeseen way; its requests are told that their outcome is unknown.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
