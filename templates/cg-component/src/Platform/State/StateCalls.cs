using CommonGround.Platform.BuildingBlocks;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State;

/// <summary>The seam with a time limit on each call: a store that is silent has failed.</summary>
internal sealed partial class StateCalls(IStateStore store, StateOptions options, TimeProvider time, ILogger<StateCalls> logger)
{
    // What a bulk get asks at once: its answer is held in memory as a whole.
    private const int ChunkLength = 256;

    private static readonly Dictionary<string, StateItem> Nothing = [];

    /// <exception cref="StateStoreException">The store did not answer, or answered with an error.</exception>
    public Task<StateItem?> GetAsync(string key, CancellationToken cancellationToken)
    {
        var call = store.GetAsync(key, cancellationToken);
        // A store in the process has answered by now; a timer for each such read would cost more than the read.
        return call.IsCompleted ? call : LimitAsync(call, cancellationToken);
    }

    /// <inheritdoc cref="IStateStore.GetManyAsync"/>
    public async Task<IReadOnlyDictionary<string, StateItem>> GetManyAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
        {
            return Nothing;
        }

        if (keys.Count <= ChunkLength)
        {
            return await LimitAsync(store.GetManyAsync(keys, cancellationToken), cancellationToken);
        }

        var all = new Dictionary<string, StateItem>(keys.Count);
        foreach (var chunk in keys.Chunk(ChunkLength))
        {
            foreach (var (key, item) in await LimitAsync(store.GetManyAsync(chunk, cancellationToken), cancellationToken))
            {
                all.Add(key, item);
            }
        }

        return all;
    }

    /// <summary>Sends a transaction, its operations sorted by key: stores deadlock on opposite orders (commit-log 2).</summary>
    /// <returns>Whether the store acknowledged it. Nothing else says anything about whether it landed, or will (commit-log 3).</returns>
    public async Task<bool> TransactAsync(List<StateOperation> operations, CancellationToken cancellationToken)
    {
        operations.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        try
        {
            return await LimitAsync(store.TransactAsync(operations, cancellationToken), cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.TransactionFailed(logger, e);
            return false;
        }
    }

    private async Task<T> LimitAsync<T>(Task<T> call, CancellationToken cancellationToken)
    {
        if (call.IsCompletedSuccessfully)
        {
            return call.Result;
        }

        try
        {
            return await call.WaitAsync(options.StoreTimeout, time, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new StateStoreException($"The state store did not answer within {options.StoreTimeout}.", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StateStoreException("The call of the state store was given up.", e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A transaction did not answer; it is settled.")]
        public static partial void TransactionFailed(ILogger logger, Exception exception);
    }
}
