namespace CommonGround.Platform.State.Logs;

/// <summary>
/// Entries in memory: a number that was written never changes (commit-log 17), though a store may lose it. What the index had taken
/// leaves with the next batch that this replica takes in, and past the bound the oldest do, so that a replica holds as much after a
/// million resources as after a thousand.
/// </summary>
internal sealed class EntryCache
{
    /// <summary>The bound of <see cref="Weight"/>. Some hundred bytes each: 13 MiB at most.</summary>
    public const int Most = 128 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, SortedDictionary<long, Entry>> _logs = [];
    private readonly Queue<(string Log, long Number)> _order = [];

    /// <summary>How much is in it, counted in ids and in hundreds of bytes of events and lines.</summary>
    public int Weight { get; private set; }

    public void Add(string log, long number, Entry entry)
    {
        lock (_lock)
        {
            if (!_logs.TryGetValue(log, out var entries))
            {
                _logs.Add(log, entries = []);
            }

            if (entries.TryAdd(number, entry))
            {
                Weight += entry.Weight();
                _order.Enqueue((log, number));
            }

            // Numbers that were forgotten are still in the order, and those that were read again are there twice.
            while ((Weight > Most || _order.Count > Most) && _order.TryDequeue(out var oldest))
            {
                Remove(oldest.Log, oldest.Number);
            }
        }
    }

    public Entry? Find(string log, long number)
    {
        lock (_lock)
        {
            return _logs.GetValueOrDefault(log)?.GetValueOrDefault(number);
        }
    }

    /// <summary>Drops the numbers of a log before <paramref name="next"/>. Who asks for one again finds it in the store.</summary>
    public void Forget(string log, long next)
    {
        lock (_lock)
        {
            while (_logs.TryGetValue(log, out var entries) && entries.Keys.First() is var first && first < next)
            {
                Remove(log, first);
            }
        }
    }

    private void Remove(string log, long number)
    {
        if (_logs.TryGetValue(log, out var entries) && entries.Remove(number, out var entry))
        {
            Weight -= entry.Weight();
            if (entries.Count == 0)
            {
                _logs.Remove(log);
            }
        }
    }
}
