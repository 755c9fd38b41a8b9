using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Metrics;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State;

/// <summary>The seam, with a time limit on each call, since a store that is silent has failed; and each call measured.</summary>
internal sealed partial class StateCalls(
    IStateStore store, CallMetrics metrics, StateOptions options, TimeProvider time, ILogger<StateCalls> logger)
{
    // What a bulk get asks at once: its answer is held in memory as a whole.
    private const int ChunkLength = 256;

    private static readonly Dictionary<string, StateItem> Nothing = [];

    /// <exception cref="StateStoreException">The store did not answer, or answered with an error.</exception>
    public Task<StateItem?> GetAsync(string key, CancellationToken cancellationToken)
    {
        var began = metrics.Begin();
        var call = store.GetAsync(key, cancellationToken);
        // A store in the process has answered by now; a timer for each such read would cost more than the read.
        if (!call.IsCompletedSuccessfully)
        {
            return GetAsync(call, began, cancellationToken);
        }

        metrics.Read(began, call.Result);
        return call;
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
            return await GetChunkAsync(keys, cancellationToken);
        }

        var all = new Dictionary<string, StateItem>(keys.Count);
        foreach (var chunk in keys.Chunk(ChunkLength))
        {
            foreach (var (key, item) in await GetChunkAsync(chunk, cancellationToken))
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
        var began = metrics.Begin();
        try
        {
            if (await LimitAsync(StoreCall.Transact, began, store.TransactAsync(operations, cancellationToken), cancellationToken))
            {
                metrics.Acknowledged(began, operations.Count);
                return true;
            }

            metrics.Failed(StoreCall.Transact, began, "not_acknowledged");
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.TransactionFailed(logger, e);
            return false;
        }
    }

    private async Task<StateItem?> GetAsync(Task<StateItem?> call, long began, CancellationToken cancellationToken)
    {
        var item = await LimitAsync(StoreCall.Get, began, call, cancellationToken);
        metrics.Read(began, item);
        return item;
    }

    private async Task<IReadOnlyDictionary<string, StateItem>> GetChunkAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var began = metrics.Begin();
        var items = await LimitAsync(StoreCall.GetMany, began, store.GetManyAsync(keys, cancellationToken), cancellationToken);
        metrics.Read(began, keys.Count, items);
        return items;
    }

    private async Task<T> LimitAsync<T>(StoreCall kind, long began, Task<T> call, CancellationToken cancellationToken)
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
            metrics.Failed(kind, began, "timeout");
            throw new StateStoreException($"The state store did not answer within {options.StoreTimeout}.", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            metrics.Failed(kind, began, "error");
            throw new StateStoreException("The call of the state store was given up.", e);
        }
        catch (StateStoreException)
        {
            metrics.Failed(kind, began, "error");
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A transaction did not answer; it is settled.")]
        public static partial void TransactionFailed(ILogger logger, Exception exception);
    }
}
