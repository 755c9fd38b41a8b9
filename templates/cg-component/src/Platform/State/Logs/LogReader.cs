using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.State.Logs;

/// <summary>
/// Reads logs from a number up to the first absent one. Nothing is deleted from a registered log, so absent means "not written
/// yet" (commit-log 8).
/// </summary>
internal sealed class LogReader(StateCalls calls, EntryCache cache)
{
    // A reader mostly finds nothing new, so it first asks for little.
    private const int FirstChunk = 4;
    private const int NextChunk = 64;

    /// <summary>Reads one log.</summary>
    /// <param name="position">Where to begin, inclusive.</param>
    /// <param name="most">At most so many entries.</param>
    /// <param name="mostWeight">No more once what was read weighs so much, as <see cref="Entry.Weight"/> says.</param>
    /// <param name="whole">Whether what entries carry is asked for; otherwise what they touch is enough.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="StateStoreException">The store failed, or an entry is newer than this replica can read.</exception>
    public async Task<IReadOnlyList<NumberedEntry>> ReadAsync(
        LogPosition position, int most, int mostWeight, bool whole, CancellationToken cancellationToken) =>
        (await ReadAsync([new LogCursor(position, cache, most, mostWeight, whole)], cancellationToken))[0];

    /// <summary>Reads one log as the store has it now: what this replica still has in memory, the store may have lost (commit-log 9).</summary>
    /// <exception cref="StateStoreException">The store failed, or an entry is newer than this replica can read.</exception>
    public async Task<IReadOnlyList<NumberedEntry>> ReadFromStoreAsync(LogPosition position, CancellationToken cancellationToken) =>
        (await ReadAsync([new LogCursor(position, null)], cancellationToken))[0];

    /// <summary>Reads what all of several logs touched, with one bulk get for all of them per step.</summary>
    /// <inheritdoc cref="ReadFromStoreAsync" path="/exception"/>
    public Task<IReadOnlyList<IReadOnlyList<NumberedEntry>>> ReadOutlinesAsync(IReadOnlyList<LogPosition> positions, CancellationToken cancellationToken) =>
        ReadAsync(positions.Select(p => new LogCursor(p, cache, whole: false)).ToList(), cancellationToken);

    private async Task<IReadOnlyList<IReadOnlyList<NumberedEntry>>> ReadAsync(List<LogCursor> cursors, CancellationToken cancellationToken)
    {
        for (var chunk = FirstChunk; ; chunk = NextChunk)
        {
            var keys = new List<string>();
            foreach (var cursor in cursors)
            {
                cursor.TakeFromCache();
                cursor.Ask(keys, chunk);
            }

            if (keys.Count == 0)
            {
                return [.. cursors.Select(c => c.Entries)];
            }

            var items = await calls.GetManyAsync(keys, cancellationToken);
            cursors.ForEach(cursor => cursor.Take(items));
        }
    }
}
