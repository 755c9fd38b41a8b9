using System.Text;

namespace CommonGround.Sidecar.State;

/// <summary>
/// A state store in memory, behind one lock, that behaves as one of those recorded. It outlives the sidecars that use it.
/// </summary>
public sealed class StateComponent
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, StateRow> _rows = new(StringComparer.Ordinal);
    private readonly StateChanges _changes;
    private readonly TimeProvider _time;
    private (long Gets, long BulkGets, long KeysRead, long Transactions, long KeysWritten) _counts;

    public StateComponent(string name, StateStoreKind kind, TimeProvider? time = null)
    {
        (Name, Kind, _time) = (name, kind, time ?? TimeProvider.System);
        Behaviour = StateBehaviour.Of(kind);
        _changes = new StateChanges(Behaviour, _time);
    }

    public string Name { get; }

    public StateStoreKind Kind { get; }

    /// <summary>The store cannot be reached: all fails with the store's own words. The sidecar's health does not show it.</summary>
    public bool Down { get; set; }

    /// <summary>Its disk is full: what is written fails with the store's own words, what is read does not.</summary>
    public bool Full { get; set; }

    /// <summary>Keys that a bulk get answers with an error of their own.</summary>
    public ISet<string> FailingKeys { get; } = new HashSet<string>(StringComparer.Ordinal);

    public StateCounts Counts
    {
        get
        {
            lock (_lock)
            {
                return new(_counts.Gets, _counts.BulkGets, _counts.KeysRead, _counts.Transactions, _counts.KeysWritten);
            }
        }
    }

    internal StateBehaviour Behaviour { get; }

    /// <summary>Why nothing can be written now, or <see langword="null"/>.</summary>
    internal StateProblem? Trouble => Down ? new(500, Behaviour.DownText) : Full ? new(500, Behaviour.FullText) : null;

    /// <summary>Every key with its value, as they are now: the key with <c>app-id||</c> before it, the value as JSON.</summary>
    public IReadOnlyDictionary<string, string> Everything()
    {
        lock (_lock)
        {
            return _rows.Where(row => Current(row.Key) is not null)
                .ToDictionary(row => row.Key, row => Encoding.UTF8.GetString(row.Value.Value), StringComparer.Ordinal);
        }
    }

    /// <summary>Takes away what expired, as stores do from time to time: where an expired key blocks its creation, it no longer does.</summary>
    public void CleanUp()
    {
        lock (_lock)
        {
            foreach (var key in _rows.Keys.Where(key => Current(key) is null).ToList())
            {
                _rows.Remove(key);
            }
        }
    }

    internal StateRow? Get(string key)
    {
        lock (_lock)
        {
            _counts.Gets++;
            _counts.KeysRead++;
            return Current(key);
        }
    }

    internal StateRow?[] GetMany(IReadOnlyList<string> keys)
    {
        lock (_lock)
        {
            _counts.BulkGets++;
            _counts.KeysRead += keys.Count;
            return [.. keys.Select(Current)];
        }
    }

    /// <summary>Each change for itself: one that is refused hinders no other.</summary>
    /// <returns>The first refusal, or <see langword="null"/>.</returns>
    internal StateProblem? Each(IReadOnlyList<StateChange> changes)
    {
        lock (_lock)
        {
            _counts.KeysWritten += changes.Count;
            return EachLocked(changes, transaction: false);
        }
    }

    /// <summary>All changes or none, where the store can.</summary>
    /// <returns>The first refusal, or <see langword="null"/>.</returns>
    internal StateProblem? Transact(IReadOnlyList<StateChange> changes)
    {
        lock (_lock)
        {
            _counts.Transactions++;
            _counts.KeysWritten += changes.Count;
            if (!Behaviour.Atomic)
            {
                return EachLocked(changes, transaction: true);
            }

            var before = new List<(string Key, StateRow? Row)>(changes.Count);
            foreach (var change in changes)
            {
                before.Add((change.Key, _rows.GetValueOrDefault(change.Key)));
                if (_changes.Apply(_rows, change, transaction: true) is { } problem)
                {
                    Undo(before);
                    return problem;
                }
            }

            return null;
        }
    }

    private StateProblem? EachLocked(IReadOnlyList<StateChange> changes, bool transaction)
    {
        StateProblem? first = null;
        foreach (var change in changes)
        {
            var problem = _changes.Apply(_rows, change, transaction);
            first ??= problem;
        }

        return first;
    }

    private void Undo(List<(string Key, StateRow? Row)> before)
    {
        for (var at = before.Count - 1; at >= 0; at--)
        {
            if (before[at].Row is { } row)
            {
                _rows[before[at].Key] = row;
            }
            else
            {
                _rows.Remove(before[at].Key);
            }
        }
    }

    private StateRow? Current(string key) =>
        _rows.TryGetValue(key, out var row) && !(row.Expires <= _time.GetUtcNow()) ? row : null;
}
