using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Metrics;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Committing;

/// <summary>
/// Brings every request of a group to its outcome. One round mostly; after a void the losers leave and the others go on under the next
/// numbers (commit-log 3, 5).
/// </summary>
internal sealed partial class CommitRounds(
    GroupCommit commit, Losers losers, RecentKeys recent, CommitMetrics metrics, TimeProvider time, ILogger<CommitRounds> logger)
{
    private long _since;

    /// <summary>How long the transaction in hand has not been settled.</summary>
    public TimeSpan InHand => Volatile.Read(ref _since) is var since and not 0 ? time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>How long until the log is to roll.</summary>
    public TimeSpan UntilRoll => commit.UntilRoll;

    public async Task RollIfDueAsync(CancellationToken cancellationToken)
    {
        if (UntilRoll == TimeSpan.Zero)
        {
            await InHandAsync(() => PersistAsync(() => commit.RollAsync(cancellationToken), cancellationToken));
        }
    }

    public async Task CommitAsync(IReadOnlyList<CommitRequest> group, CancellationToken cancellationToken)
    {
        var rounds = new Queue<IReadOnlyList<CommitRequest>>([group]);
        while (rounds.TryDequeue(out var requests))
        {
            if (requests.Count > 0)
            {
                await InHandAsync(() => CommitAsync(requests, rounds, cancellationToken));
            }
        }
    }

    /// <summary>Goes on in a new log: what the last number of this one holds is not known.</summary>
    public void LeaveLog() => commit.LeaveLog();

    private async Task CommitAsync(
        IReadOnlyList<CommitRequest> requests, Queue<IReadOnlyList<CommitRequest>> rounds, CancellationToken cancellationToken)
    {
        await PersistAsync(() => commit.PrepareAsync(requests, cancellationToken), cancellationToken);
        var sent = requests.Where(r => r.TrySend()).ToList();
        if (sent.Count == 0)
        {
            return;
        }

        switch (await commit.SendAsync(sent, cancellationToken))
        {
            case Settled.Landed:
                recent.Landed(sent.SelectMany(r => r.Operations).Select(o => o.Key));
                metrics.Landed(sent.Count);
                sent.ForEach(r => r.Complete(CommitOutcome.Landed));
                break;
            case Settled.Void:
                await DivideAsync(sent, rounds, cancellationToken);
                break;
            default:
                rounds.Enqueue([.. sent.Where(r => r.TryReturn())]);
                break;
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
        metrics.Lost(lost.Count);
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

    private async Task InHandAsync(Func<Task> act)
    {
        Volatile.Write(ref _since, time.GetTimestamp());
        try
        {
            await act();
        }
        finally
        {
            Volatile.Write(ref _since, 0);
        }
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
    }
}
