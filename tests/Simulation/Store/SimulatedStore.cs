using System.Globalization;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Simulation.Time;

namespace CommonGround.Simulation.Store;

/// <summary>The state store: etags, create-only, transactions and time to live. It does nothing before the scheduler says so.</summary>
internal sealed class SimulatedStore(Clock clock)
{
    private readonly Dictionary<string, Item> _items = new(StringComparer.Ordinal);
    private readonly List<IStoreWatcher> _watchers = [];
    private long _etag;

    /// <summary>Calls that wait to be carried out.</summary>
    public List<StoreCall> Calls { get; } = [];

    /// <summary>Transactions that were given up and are still on their way.</summary>
    public List<WriteCall> Late { get; } = [];

    public IEnumerable<string> Keys => _items.Keys.Where(key => Find(key) is not null);

    public void Watch(IStoreWatcher watcher) => _watchers.Add(watcher);

    public StateItem? Find(string key) =>
        _items.TryGetValue(key, out var item) && !(item.Expires <= clock.Now) ? new StateItem(item.Value, item.ETag) : null;

    public string? Value(string key) => Find(key)?.Value;

    /// <returns>Whether it landed.</returns>
    public bool Apply(IReadOnlyList<StateOperation> operations)
    {
        if (!operations.All(Holds))
        {
            return false;
        }

        _watchers.ForEach(watcher => watcher.Landing(operations));
        foreach (var operation in operations)
        {
            if (operation.Value is { } value)
            {
                var etag = (++_etag).ToString(CultureInfo.InvariantCulture);
                _items[operation.Key] = new Item(value, etag, operation.TimeToLive is { } life ? clock.Now + life : null);
            }
            else
            {
                _items.Remove(operation.Key);
            }
        }

        _watchers.ForEach(watcher => watcher.Landed(operations));
        return true;
    }

    private bool Holds(StateOperation operation) => operation.Condition switch
    {
        StateCondition.Absent => Find(operation.Key) is null,
        StateCondition.Unchanged => Find(operation.Key)?.ETag == operation.ETag,
        _ => true,
    };
}
