using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Indexing;
using CommonGround.Platform.State.Logs;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Committing;

/// <summary>Sends requests as one transaction under the next number of this replica's log, and settles what does not answer (commit-log 1, 3).</summary>
internal sealed partial class GroupCommit(
    StateCalls calls, Registrar registrar, Settlement settlement, EntryCache cache, IndexBacklog backlog, Replica replica, ILogger<GroupCommit> logger)
{
    private OwnLog? _log;

    /// <summary>Makes ready to send: a log that is registered, and that names the key numbers of the requests (commit-log 7, 15).</summary>
    /// <exception cref="StateStoreException">The store failed; nothing was sent.</exception>
    public async Task PrepareAsync(IReadOnlyList<CommitRequest> requests, CancellationToken cancellationToken)
    {
        _log ??= await registrar.RegisterAsync(cancellationToken);
        foreach (var request in requests)
        {
            if (request.KeyNumber is { } number && !_log.KeyNumbers.Contains(number))
            {
                _log.KeyNumbers = await registrar.NameKeyNumberAsync(number, cancellationToken);
            }
        }
    }

    public async Task<Settled> SendAsync(IReadOnlyList<CommitRequest> requests, CancellationToken cancellationToken)
    {
        var log = _log!;
        var entry = CommitGroup.ToEntry(requests, replica.Id);
        var operations = CommitGroup.ToOperations(requests);
        operations.Add(StateOperation.Create(StateKeys.Entry(log.Id, log.Next), entry.Write()));
        var settled = Settled.Landed;
        if (!await calls.TransactAsync(operations, cancellationToken))
        {
            settled = await settlement.SettleAsync(log.Id, log.Next, cancellationToken);
            Log.Settled(logger, requests.Count, log.Id, log.Next, settled);
        }

        switch (settled)
        {
            case Settled.Landed:
                Spend(log, entry);
                break;
            case Settled.Void:
                Spend(log, new Entry(Entry.NewestFormat, EntryKind.Void, replica.Id));
                break;
            default:
                Log.Ended(logger, log.Id, log.Next);
                backlog.Ended(log.Id);
                _log = null;
                break;
        }

        return settled;
    }

    /// <summary>Goes on in a new log: what the last number of this one holds is not known.</summary>
    public void LeaveLog() => _log = null;

    private void Spend(OwnLog log, Entry entry)
    {
        cache.Add(log.Id, log.Next, entry);
        backlog.Landed(log.Registered, log.Next, entry);
        log.Spend();
    }

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Information, "A commit of {Count} requests at {LogId}/{Number} was not acknowledged; it is settled as {Settled}.")]
        public static partial void Settled(ILogger logger, int count, string logId, long number, Settled settled);

        [LoggerMessage(1, LogLevel.Warning, "Another replica ended log {LogId} at {Number}; this one registers a new log and goes on there.")]
        public static partial void Ended(ILogger logger, string logId, long number);
    }
}
