using System.Collections.Concurrent;

namespace CommonGround.Platform.State.Logs;

/// <summary>Entries in memory: a number that was written never changes (commit-log 17). The oldest leave first.</summary>
internal sealed class EntryCache(StateOptions options)
{
    private readonly ConcurrentDictionary<(string Log, long Number), Entry> _entries = new();
    private readonly ConcurrentQueue<(string Log, long Number)> _order = new();

    public void Add(string log, long number, Entry entry)
    {
        if (!_entries.TryAdd((log, number), entry))
        {
            return;
        }

        _order.Enqueue((log, number));
        // Twice what the index may be behind: this replica's own entries and as many of others.
        while (_order.Count > 2 * options.IndexBehindLimit && _order.TryDequeue(out var oldest))
        {
            _entries.TryRemove(oldest, out _);
        }
    }

    public Entry? Find(string log, long number) => _entries.GetValueOrDefault((log, number));
}
