using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Archiving;

/// <summary>
/// Reads what of a drained log goes to blocks next, and looks whether each number is what was written there: otherwise what was altered in an
/// entry would be chained as if it were right (commit-log 16).
/// </summary>
internal sealed class StretchReader(StateCalls calls, LogChain chain)
{
    private const int FirstChunk = 4;
    private const int MostChunk = 64;

    // About so many characters are asked for at once.
    private const int ChunkLength = 4 * 1024 * 1024;

    /// <param name="log">The log, which has ended.</param>
    /// <param name="archive">How far it is.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="StateStoreException">The store failed.</exception>
    /// <exception cref="LogAlteredException">A number is gone, or is not what was written there.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A key that an HMAC names is not at hand.</exception>
    public async Task<Stretch> ReadAsync(RegisteredLog log, LogArchive archive, CancellationToken cancellationToken)
    {
        var (stretch, mac) = (new Stretch(archive.Next, archive.Mac), archive.Mac);
        var until = Math.Min(log.End!.Value, archive.Next - (archive.Next % LogArchive.RangeLength) + LogArchive.RangeLength);
        for (var chunk = FirstChunk; stretch.Until < until;)
        {
            var keys = Numbers(stretch.Until, Math.Min(until, stretch.Until + chunk)).ToDictionary(n => n, n => StateKeys.Entry(log.Id, n));
            var items = await calls.GetManyAsync(keys.Values, cancellationToken);
            foreach (var (number, key) in keys.OrderBy(k => k.Key))
            {
                var entry = log.Lost?.Contains(number) == true ? null : Open(log.Id, number, items.GetValueOrDefault(key), mac);
                if (!stretch.TryAdd(number, entry?.Lines ?? [], mac = entry?.Mac))
                {
                    return stretch;
                }
            }

            chunk = (int)Math.Clamp(ChunkLength / (1 + items.Values.Select(i => i.Value.Length).DefaultIfEmpty().Average()), 1, MostChunk);
        }

        return stretch;
    }

    /// <summary>Reads a number and looks whether it is what was written there.</summary>
    /// <param name="log">The log's id.</param>
    /// <param name="number">Which number.</param>
    /// <param name="item">What the store has there.</param>
    /// <param name="before">The HMAC of the number before, or <see langword="null"/> where the store lost that one: there the chain begins anew.</param>
    /// <exception cref="LogAlteredException">It is gone, or is not what was written there.</exception>
    public Entry Open(string log, long number, StateItem? item, string? before)
    {
        if (item is null)
        {
            throw new LogAlteredException($"{StateKeys.Entry(log, number)} is gone.");
        }

        var entry = Entry.Read(item.Value);
        return entry.Mac is not null && (before is null || chain.Holds(item.Value, log, number, before))
            ? entry
            : throw new LogAlteredException(
                $"{StateKeys.Entry(log, number)} is not what was written there: its HMAC does not hold.");
    }

    /// <summary>Reads the end and looks whether it is what was written there, and names the numbers that the log is said to have lost.</summary>
    /// <exception cref="LogAlteredException">It is gone, or is not the end that was written there.</exception>
    public Entry OpenEnd(RegisteredLog log, StateItem? item, string? before) =>
        Open(log.Id, log.End!.Value, item, before) is { Kind: EntryKind.End } end && (end.Lost ?? []).SequenceEqual(log.Lost ?? [])
            ? end
            : throw new LogAlteredException($"{StateKeys.Entry(log.Id, log.End.Value)} is not the end of its log.");

    private static IEnumerable<long> Numbers(long from, long to)
    {
        for (var number = from; number < to; number++)
        {
            yield return number;
        }
    }
}
