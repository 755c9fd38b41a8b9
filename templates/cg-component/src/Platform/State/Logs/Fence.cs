using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Verification;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Logs;

/// <summary>
/// Ends a log of another (commit-log 9). It is safe when the owner lives: the end takes the number that the owner's next transaction
/// needs, and the owner finds it there (commit-log 3).
/// </summary>
internal sealed partial class Fence(
    StateCalls calls, SideTransactions side, Registrar registrar, LogReader reader, LogChain chain, Replica replica, TimeProvider time,
    ILogger<Fence> logger)
{
    // After the first absent number, which is asked for once more beside them.
    private const int LookAhead = 256;

    /// <exception cref="StateStoreException">The store failed; nothing is known, and it may be done again.</exception>
    public async Task EndAsync(string logId, string consumer, CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            await Pause.BeforeAsync(time, failures, cancellationToken);
            // In this order: the registration, then the log. Someone who ends or drains it meanwhile changes the registration.
            var item = await registrar.ReadItemAsync(cancellationToken);
            var registration = Registration.Read(item);
            if (registration.Find(logId) is not { End: null } log)
            {
                return;
            }

            // A gap is recorded with the end: who called numbers lost before that was no replica, and they are looked for like all others.
            var found = await FindEndAsync(log with { Lost = null }, consumer, cancellationToken);
            var end = found.End!.Value;
            var (entry, stored) = chain.Close(
                new Entry(Entry.NewestFormat, EntryKind.End, replica.Id) { Lost = found.Lost }, logId, end, await MacBeforeAsync(logId, end, cancellationToken));
            var ended = found with { EndedAt = time.GetUtcNow() };
            if (await side.TransactAsync(
                [StateOperation.Create(StateKeys.Entry(logId, end), stored), registration.Replace(ended).ToOperation(item)], cancellationToken))
            {
                Log.Ended(logger, logId, end, new LogHead(logId, end, entry.Mac!));
                return;
            }
        }
    }

    private async Task<RegisteredLog> FindEndAsync(RegisteredLog log, string consumer, CancellationToken cancellationToken)
    {
        var progress = await calls.GetAsync(StateKeys.Progress(log.Id, consumer), cancellationToken)
            ?? throw new StateStoreException($"Log {log.Id} is registered but has no progress of {consumer}.");
        var from = Progress.Read(progress).Next;
        var entries = await reader.ReadFromStoreAsync(new LogPosition(log, from), cancellationToken);
        var end = entries.Count == 0 ? from : entries[^1].Number + 1;
        var lost = new List<long>();
        while (await FindBeyondAsync(log, end, cancellationToken) is { Count: > 0 } beyond)
        {
            // What is missing below one that is there is asked for again: a bulk get is no snapshot, and a living owner writes meanwhile.
            var last = beyond.Max();
            var missing = Numbers(end, last).Except(beyond).ToList();
            lost.AddRange(missing.Except(await FindAsync(log, missing, cancellationToken)));
            end = last + 1;
        }

        if (lost.Count > 0)
        {
            Log.Lost(logger, log.Id, lost.Count);
        }

        return log with { End = end, Lost = lost.Count == 0 ? null : lost };
    }

    // What the end is put behind (commit-log 16). Verification tells where it is gone.
    private async Task<string> MacBeforeAsync(string log, long end, CancellationToken cancellationToken) =>
        end > 0 && await calls.GetAsync(StateKeys.Entry(log, end - 1), cancellationToken) is { } last
            ? Entry.Read(last.Value).Mac ?? LogChain.Nothing
            : LogChain.Nothing;

    // Something beyond the first absent number means that the store lost writes it had acknowledged.
    private Task<HashSet<long>> FindBeyondAsync(RegisteredLog log, long end, CancellationToken cancellationToken) =>
        FindAsync(log, Numbers(end, end + LookAhead), cancellationToken);

    private async Task<HashSet<long>> FindAsync(RegisteredLog log, IEnumerable<long> numbers, CancellationToken cancellationToken)
    {
        var keys = numbers.ToDictionary(n => StateKeys.Entry(log.Id, n));
        var found = await calls.GetManyAsync(keys.Keys, cancellationToken);
        return [.. found.Keys.Select(key => keys[key])];
    }

    private static IEnumerable<long> Numbers(long from, long to)
    {
        for (var number = from; number <= to; number++)
        {
            yield return number;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Ended log {LogId} at {Number}; its last head is {Head}. Keep it outside the store; verify-log takes it.")]
        public static partial void Ended(ILogger logger, string logId, long number, LogHead head);

        [LoggerMessage(2, LogLevel.Critical, "The state store lost {Count} numbers of log {LogId} that it had acknowledged. What they changed is in no list; compare with a backup.")]
        public static partial void Lost(ILogger logger, string logId, int count);
    }
}
