using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.State.Trial;

/// <summary>
/// The store, for everything but its trial: until it has passed, nothing is read and nothing written. To State that is a store which does not
/// answer.
/// </summary>
internal sealed class TriedStore(IStateStore store, TrialVerdict verdict, StateOptions options, TimeProvider time) : IStateStore
{
    public string Name => store.Name;

    public Task<StateItem?> GetAsync(string key, CancellationToken cancellationToken) =>
        verdict.HasPassed ? store.GetAsync(key, cancellationToken) : AfterAsync(() => store.GetAsync(key, cancellationToken), cancellationToken);

    public Task<IReadOnlyDictionary<string, StateItem>> GetManyAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        verdict.HasPassed
            ? store.GetManyAsync(keys, cancellationToken)
            : AfterAsync(() => store.GetManyAsync(keys, cancellationToken), cancellationToken);

    public Task<bool> TransactAsync(IReadOnlyList<StateOperation> operations, CancellationToken cancellationToken) =>
        verdict.HasPassed
            ? store.TransactAsync(operations, cancellationToken)
            : AfterAsync(() => store.TransactAsync(operations, cancellationToken), cancellationToken);

    // Shorter than the caller's own limit: a call that nobody waits for any more must not leave later.
    private async Task<T> AfterAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        await verdict.WaitAsync(options.StoreTimeout * 0.9, time, cancellationToken);
        return await call();
    }
}
