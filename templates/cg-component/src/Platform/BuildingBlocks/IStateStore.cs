namespace CommonGround.Platform.BuildingBlocks;

/// <summary>
/// The state store as Dapr offers it: get, get many and a transaction. There is no listing, and none can be built on it
/// here: what is listed or searched has an index of its own in <c>State</c>.
/// </summary>
public interface IStateStore
{
    /// <summary>What the store is called where it is configured, for messages.</summary>
    string Name => "state store";

    /// <summary>Reads one key.</summary>
    /// <returns>The value with the store's etag, or <see langword="null"/> where the key is absent.</returns>
    /// <exception cref="StateStoreException">The store did not answer, or answered with an error.</exception>
    Task<StateItem?> GetAsync(string key, CancellationToken cancellationToken);

    /// <summary>
    /// Reads many keys at once. It is no snapshot: the values may stem from different moments (commit-log 18).
    /// </summary>
    /// <returns>The keys that exist. A key that is not in it is absent.</returns>
    /// <exception cref="StateStoreException">
    /// The store did not answer, or answered with an error for at least one key: an error is never taken for absence (commit-log 8).
    /// </exception>
    Task<IReadOnlyDictionary<string, StateItem>> GetManyAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>Carries out all operations, or none of them.</summary>
    /// <param name="operations">At least one; no key twice.</param>
    /// <param name="cancellationToken">Stops the waiting, not the transaction: it may land afterwards.</param>
    /// <returns>
    /// <see langword="true"/> only where the store acknowledged the transaction. Everything else is <see langword="false"/>: a lost
    /// race, a deadlock, a time-out and a cut connection look alike, and the transaction may still land (commit-log 3).
    /// </returns>
    /// <exception cref="StateStoreException">It was not sent: it is larger than the store takes, or the store cannot be used yet.</exception>
    Task<bool> TransactAsync(IReadOnlyList<StateOperation> operations, CancellationToken cancellationToken);
}
