using System.Runtime.InteropServices;
using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Dapr;

/// <summary>
/// Reads of single keys, gathered as commits are: one call is under way, and what is asked for meanwhile leaves together in the next, as
/// one bulk get. A read that is alone leaves at once, as a plain get.
/// </summary>
/// <remarks>Nobody gets an answer to a call that had left before the question: each reads what was written before.</remarks>
internal sealed class GatheredReads(StateReader reader)
{
    /// <summary>How many keys leave together at most: an answer is held in memory as a whole.</summary>
    private const int Most = 256;

    private readonly Lock _lock = new();
    private readonly Queue<Dictionary<string, TaskCompletionSource<StateItem?>>> _waiting = [];
    private Dictionary<string, TaskCompletionSource<StateItem?>>? _open;
    private bool _underWay;

    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Stops the waiting of this caller only.</param>
    /// <exception cref="StateStoreException">The store failed, for this key or as a whole, or nobody answered.</exception>
    public Task<StateItem?> GetAsync(string key, CancellationToken cancellationToken)
    {
        TaskCompletionSource<StateItem?> place;
        bool isFirst;
        lock (_lock)
        {
            place = Place(key);
            isFirst = !_underWay;
            _underWay = true;
        }

        if (isFirst)
        {
            // What is logged of a call for many must not carry the trace of the one who happened to be first.
            using (ExecutionContext.SuppressFlow())
            {
                _ = RunAsync();
            }
        }

        return place.Task.WaitAsync(cancellationToken);
    }

    private TaskCompletionSource<StateItem?> Place(string key)
    {
        if (_open is null || _open.Count == Most)
        {
            _waiting.Enqueue(_open = new(StringComparer.Ordinal));
        }

        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_open, key, out _);
        return place ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private async Task RunAsync()
    {
        while (TakeNext() is { } batch)
        {
            await ReadAsync(batch);
        }
    }

    private Dictionary<string, TaskCompletionSource<StateItem?>>? TakeNext()
    {
        lock (_lock)
        {
            _underWay = _waiting.TryDequeue(out var batch);
            _open = ReferenceEquals(batch, _open) ? null : _open;
            return batch;
        }
    }

    private async Task ReadAsync(Dictionary<string, TaskCompletionSource<StateItem?>> batch)
    {
        try
        {
            if (batch.Count == 1)
            {
                var (key, place) = batch.Single();
                place.SetResult(await reader.GetAsync(key, CancellationToken.None));
                return;
            }

            var items = await reader.GetManyAsync(batch.Keys, CancellationToken.None);
            foreach (var (key, place) in batch)
            {
                Answer(place, items[key]);
            }
        }
        catch (Exception failure)
        {
            foreach (var place in batch.Values)
            {
                Fail(place, failure);
            }
        }
    }

    private static void Answer(TaskCompletionSource<StateItem?> place, BulkItem item)
    {
        try
        {
            place.SetResult(item.ToItem());
        }
        catch (StateStoreException failure)
        {
            Fail(place, failure);
        }
    }

    private static void Fail(TaskCompletionSource<StateItem?> place, Exception failure)
    {
        place.TrySetException(failure);
        // Its caller may have given up; then nobody else looks at it.
        _ = place.Task.Exception;
    }
}
