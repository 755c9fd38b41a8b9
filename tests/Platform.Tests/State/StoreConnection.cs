using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Tests.State;

/// <summary>One process's way to the store. Once cut, nothing comes through: the process is gone.</summary>
internal sealed class StoreConnection(FaultyStore store) : IStateStore
{
    private volatile bool _cut;

    public void Cut() => _cut = true;

    public async Task<StateItem?> GetAsync(string key, CancellationToken cancellationToken) =>
        (await GetManyAsync([key], cancellationToken)).GetValueOrDefault(key);

    public Task<IReadOnlyDictionary<string, StateItem>> GetManyAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        _cut ? throw new StateStoreException("The process is gone.") : store.ReadAsync(keys);

    public Task<bool> TransactAsync(IReadOnlyList<StateOperation> operations, CancellationToken cancellationToken) =>
        _cut ? Task.FromResult(false) : store.TransactAsync(operations, cancellationToken);
}
