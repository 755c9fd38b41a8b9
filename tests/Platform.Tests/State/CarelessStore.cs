using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Tests.State;

/// <summary>A store in memory that breaks the promises which a test names.</summary>
internal sealed class CarelessStore : IStateStore
{
    private readonly Dictionary<string, StateItem> _items = new(StringComparer.Ordinal);
    private int _etag;

    public string Name => "statestore";

    /// <summary>What meets its condition is carried out, also beside what does not (Redis).</summary>
    public bool CarriesOutParts { get; init; }

    /// <summary>What stands before the first operation that does not meet its condition is carried out.</summary>
    public bool StopsAtTheFirst { get; init; }

    /// <summary>A creation overwrites (Redis).</summary>
    public bool CreatesOver { get; init; }

    public bool ForgetsEtagsOfWrites { get; init; }

    public bool ForgetsEtagsOfDeletes { get; init; }

    public bool KeepsEtags { get; init; }

    public bool LosesWrites { get; init; }

    public bool IsSilent { get; set; }

    public bool RefusesWrites { get; set; }

    public List<IReadOnlyList<StateOperation>> Transactions { get; } = [];

    public IReadOnlyCollection<string> Keys => _items.Keys;

    public Task<StateItem?> GetAsync(string key, CancellationToken cancellationToken) =>
        IsSilent ? throw new StateStoreException("silent") : Task.FromResult(_items.GetValueOrDefault(key));

    public Task<IReadOnlyDictionary<string, StateItem>> GetManyAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        IsSilent
            ? throw new StateStoreException("silent")
            : Task.FromResult<IReadOnlyDictionary<string, StateItem>>(keys.Where(_items.ContainsKey).ToDictionary(key => key, key => _items[key]));

    public Task<bool> TransactAsync(IReadOnlyList<StateOperation> operations, CancellationToken cancellationToken)
    {
        Transactions.Add(operations);
        if (IsSilent || RefusesWrites)
        {
            return Task.FromResult(false);
        }

        var met = operations.Select(IsMet).ToList();
        if (met.TrueForAll(one => one))
        {
            operations.ToList().ForEach(CarryOut);
            return Task.FromResult(true);
        }

        for (var i = 0; i < operations.Count; i++)
        {
            if (met[i] && (CarriesOutParts || (StopsAtTheFirst && i < met.IndexOf(false))))
            {
                CarryOut(operations[i]);
            }
        }

        return Task.FromResult(false);
    }

    private bool IsMet(StateOperation operation) => operation.Condition switch
    {
        StateCondition.Absent => CreatesOver || !_items.ContainsKey(operation.Key),
        StateCondition.Unchanged => (operation.Value is null ? ForgetsEtagsOfDeletes : ForgetsEtagsOfWrites)
            || _items.GetValueOrDefault(operation.Key)?.ETag == operation.ETag,
        _ => true,
    };

    private void CarryOut(StateOperation operation)
    {
        if (operation.Value is null)
        {
            _items.Remove(operation.Key);
        }
        else if (!LosesWrites)
        {
            _items[operation.Key] = new StateItem(operation.Value, $"{(KeepsEtags ? 1 : ++_etag)}");
        }
    }
}
