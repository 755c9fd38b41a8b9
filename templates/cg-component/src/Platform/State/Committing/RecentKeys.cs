namespace CommonGround.Platform.State.Committing;

/// <summary>
/// The keys that the last commits of this replica changed. A request that began to read before one of them landed would lose its race
/// in the store, at the price of a void; here it is sent back to read again first (commit-log 2). What is forgotten is found by the store.
/// </summary>
internal sealed class RecentKeys
{
    private const int Turns = 16;

    private readonly Dictionary<string, long> _turns = [];
    private readonly Queue<(long Turn, IReadOnlyList<string> Keys)> _order = [];
    private long _turn;

    /// <summary>How many commits there were. A request notes it before it reads.</summary>
    public long Turn => Volatile.Read(ref _turn);

    /// <summary>Whether a commit landed since <paramref name="turn"/> that changed the key. Only the committer asks.</summary>
    public bool ChangedSince(string key, long turn) => _turns.TryGetValue(key, out var changed) && changed > turn;

    /// <summary>A commit landed. Only the committer says so, before it tells the requests.</summary>
    public void Landed(IEnumerable<string> keys)
    {
        var turn = _turn + 1;
        var changed = keys.ToList();
        foreach (var key in changed)
        {
            _turns[key] = turn;
        }

        _order.Enqueue((turn, changed));
        if (_order.Count > Turns)
        {
            var (old, forgotten) = _order.Dequeue();
            foreach (var key in forgotten.Where(key => _turns[key] == old))
            {
                _turns.Remove(key);
            }
        }

        Volatile.Write(ref _turn, turn);
    }
}
