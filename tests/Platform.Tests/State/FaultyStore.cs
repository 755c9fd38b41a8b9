using System.Globalization;
using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Tests.State;

/// <summary>A state store in memory with etags, create-only and time to live, whose transactions fail as the test wants.</summary>
/// <param name="time">Whose time it is for keys that expire, and for the replicas on it.</param>
internal sealed class FaultyStore(TimeProvider? time = null)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string Value, string ETag, TimeSpan? TimeToLive, DateTimeOffset Expires)> _items = new(StringComparer.Ordinal);
    private readonly List<IReadOnlyList<StateOperation>> _late = [];
    private long _etag;

    /// <summary>Decides about each transaction.</summary>
    public Func<IReadOnlyList<StateOperation>, Fault> OnTransact { get; set; } = _ => Fault.None;

    /// <summary>Runs before each transaction is carried out.</summary>
    public Func<IReadOnlyList<StateOperation>, Task> BeforeTransact { get; set; } = _ => Task.CompletedTask;

    /// <summary>Whether a read fails, by its keys.</summary>
    public Func<IReadOnlyCollection<string>, bool> ReadFails { get; set; } = _ => false;

    /// <summary>Whether a bulk get read a key before it was written: it is no snapshot.</summary>
    public Func<string, bool> Misses { get; set; } = _ => false;

    public Func<Task> BeforeRead { get; set; } = () => Task.CompletedTask;

    /// <summary>Runs before each read, by its keys.</summary>
    public Func<IReadOnlyCollection<string>, Task> BeforeReadOf { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs after each read, by its keys: what was read is old when the caller gets it.</summary>
    public Func<IReadOnlyCollection<string>, Task> AfterRead { get; set; } = _ => Task.CompletedTask;

    public TimeProvider Time { get; } = time ?? TimeProvider.System;

    public StoreCounts Counts { get; private set; } = new();

    public StoreConnection Connect() => new(this);

    public void ResetCounts() => Counts = new StoreCounts();

    public IReadOnlyDictionary<string, string> Dump()
    {
        lock (_lock)
        {
            return _items.Where(i => i.Value.Expires > Time.GetUtcNow()).ToDictionary(i => i.Key, i => i.Value.Value);
        }
    }

    public TimeSpan? TimeToLive(string key) => _items[key].TimeToLive;

    /// <summary>Writes as someone else.</summary>
    public void Write(string key, string value)
    {
        lock (_lock)
        {
            _items[key] = (value, NewETag(), null, DateTimeOffset.MaxValue);
        }
    }

    /// <summary>Changes the etag as another writer would.</summary>
    public void Touch(string key) => Write(key, Dump()[key]);

    public void Remove(string key)
    {
        lock (_lock)
        {
            _items.Remove(key);
        }
    }

    /// <summary>Lets the transactions that were on their way arrive.</summary>
    /// <returns>For each, whether it landed.</returns>
    public IReadOnlyList<bool> LandLate()
    {
        lock (_lock)
        {
            var landed = _late.Select(Apply).ToList();
            _late.Clear();
            return landed;
        }
    }

    /// <summary>The next transaction that matches has the fault; all others pass.</summary>
    public void FailNext(Fault fault, Func<IReadOnlyList<StateOperation>, bool> matches)
    {
        var used = 0;
        OnTransact = operations => matches(operations) && Interlocked.Exchange(ref used, 1) == 0 ? fault : Fault.None;
    }

    internal async Task<IReadOnlyDictionary<string, StateItem>> ReadAsync(IReadOnlyCollection<string> keys)
    {
        await Task.Yield();
        await BeforeRead();
        await BeforeReadOf(keys);
        if (ReadFails(keys))
        {
            throw new StateStoreException("The test lets reads fail.");
        }

        Dictionary<string, StateItem> found;
        lock (_lock)
        {
            found = keys.Where(key => Exists(key) && !Misses(key)).ToDictionary(key => key, key => new StateItem(_items[key].Value, _items[key].ETag));
            Counts.Read(found.Values.Sum(i => i.Value.Length));
        }

        await AfterRead(keys);
        return found;
    }

    internal async Task<bool> TransactAsync(IReadOnlyList<StateOperation> operations, CancellationToken cancellationToken)
    {
        await Task.Yield();
        await BeforeTransact(operations);
        var fault = OnTransact(operations);
        bool landed;
        lock (_lock)
        {
            if (fault == Fault.LandsLate)
            {
                _late.Add(operations);
            }

            landed = fault is Fault.None or Fault.AnswerLost or Fault.Silent && Apply(operations);
        }

        if (fault == Fault.Silent)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        return landed && fault == Fault.None;
    }

    private bool Apply(IReadOnlyList<StateOperation> operations)
    {
        Assert.Equal(operations.Count, operations.Select(o => o.Key).Distinct().Count());

        // The trial's keys are its own, and their order is part of it.
        if (!operations[0].Key.StartsWith("_/trial/", StringComparison.Ordinal))
        {
            Assert.Equal(operations.Select(o => o.Key).Order(StringComparer.Ordinal), operations.Select(o => o.Key));
        }

        Assert.All(operations, o => Assert.True(o.Key.Length <= 200 && !o.Key.Contains("||", StringComparison.Ordinal), o.Key));
        if (!operations.All(Holds))
        {
            return false;
        }

        foreach (var operation in operations)
        {
            if (operation.Value is { } value)
            {
                var expires = operation.TimeToLive is { } life ? Time.GetUtcNow() + life : DateTimeOffset.MaxValue;
                _items[operation.Key] = (value, NewETag(), operation.TimeToLive, expires);
            }
            else
            {
                _items.Remove(operation.Key);
            }
        }

        Counts.Written(operations.Count);
        return true;
    }

    private bool Holds(StateOperation operation) => operation.Condition switch
    {
        StateCondition.Absent => !Exists(operation.Key),
        StateCondition.Unchanged => Exists(operation.Key) && _items[operation.Key].ETag == operation.ETag,
        _ => true,
    };

    private bool Exists(string key) => _items.TryGetValue(key, out var item) && item.Expires > Time.GetUtcNow();

    private string NewETag() => (++_etag).ToString(CultureInfo.InvariantCulture);
}
