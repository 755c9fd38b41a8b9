using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Consuming;

/// <summary>
/// The ended logs that a consumer has not taken to the end: in the registration until the index has drained them, after that behind
/// the chain of drained logs (commit-log 10).
/// </summary>
internal sealed class EndedLogs(Registrar registrar, DrainedLogs drained, AlteredLogs altered)
{
    /// <returns>
    /// Those that name the consumer and that this replica can read, those of one owner in the order of their turns; and the owners whose later logs
    /// have to wait, since an earlier one that names the consumer, lost or left after a fault, has no end yet (commit-log 13).
    /// </returns>
    /// <exception cref="BuildingBlocks.StateStoreException">The store failed.</exception>
    public async Task<(IReadOnlyList<RegisteredLog> Logs, IReadOnlyList<string> Waiting)> FindAsync(
        string consumer, CancellationToken cancellationToken)
    {
        // In this order: a log moves from the registration to the chain, and is seen in at least one of them.
        var registration = await registrar.ReadAsync(cancellationToken);
        var open = await drained.FindOpenAsync(cancellationToken);
        // What is being deleted goes whether the consumer took it or not: it is retired.
        var logs = open.Where(d => d.Deleting is null && !d.Reached.Contains(consumer)).Select(d => d.Log)
            .Concat(registration.Logs.Where(l => l.End is not null && open.All(d => d.Log.Id != l.Id)))
            .Where(l => l.Consumers.Contains(consumer) && l.Format <= Entry.NewestFormat)
            .OrderBy(l => l.Turn).ThenBy(l => l.EndedAt);
        var waiting = registration.Logs
            .Where((log, i) => log.End is null && log.Consumers.Contains(consumer) && registration.Logs.Skip(i + 1).Any(l => l.Owner == log.Owner))
            .Select(log => log.Owner);
        return ([.. logs], [.. waiting]);
    }

    /// <summary>A consumer took a log to its end. While the log is registered its progress says so; the drainer copies it from there.</summary>
    /// <exception cref="BuildingBlocks.StateStoreException">The store failed.</exception>
    public async Task ReachedAsync(string log, string consumer, CancellationToken cancellationToken)
    {
        try
        {
            await drained.ChangeAsync(
                log, d => d.Reached.Contains(consumer) ? d : d with { Reached = [.. d.Reached, consumer] }, cancellationToken);
        }
        catch (LogAlteredException e)
        {
            // It is kept as it is, so nobody has to know any more; and the consumer has taken all of it, so its later logs need not wait.
            altered.Found(log, e.Message);
        }
    }
}
