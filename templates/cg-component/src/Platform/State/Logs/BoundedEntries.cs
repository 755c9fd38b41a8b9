namespace CommonGround.Platform.State.Logs;

/// <summary>Entries in memory, up to a bound: past it the oldest leave.</summary>
/// <param name="most">The bound of <see cref="Weight"/>. Some hundred bytes each: 13 MiB are about 128 Ki.</param>
internal sealed class BoundedEntries(int most)
{
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
            while ((Weight > most || _order.Count > most) && _order.TryDequeue(out var oldest))
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
