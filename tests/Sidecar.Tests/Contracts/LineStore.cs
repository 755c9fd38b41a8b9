using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Sidecar.Tests.Contracts;

/// <summary>The store of a place, at the end of a line that can be cut.</summary>
internal sealed class LineStore(IStateStore store, Line line) : IStateStore
{
    public string Name => store.Name;

    public Task<StateItem?> GetAsync(string key, CancellationToken cancellationToken) =>
        line.StoreIsCut ? throw Cut() : store.GetAsync(key, cancellationToken);

    public Task<IReadOnlyDictionary<string, StateItem>> GetManyAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        line.StoreIsCut ? throw Cut() : store.GetManyAsync(keys, cancellationToken);

    public Task<bool> TransactAsync(IReadOnlyList<StateOperation> operations, CancellationToken cancellationToken) =>
        line.StoreIsCut ? Task.FromResult(false) : store.TransactAsync(operations, cancellationToken);

    private static StateStoreException Cut() => new("The line of this replica is cut.");
}
