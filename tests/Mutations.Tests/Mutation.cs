using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State;

namespace CommonGround.Platform;

/// <summary>Which rule is broken at the moment. The switches that <c>Mutations.txt</c> writes into the product's sources ask it.</summary>
internal static class Mutation
{
    public static string? Active { get; set; }

    public static bool Is(string id) => Active == id;

    /// <summary>The same write without its condition.</summary>
    public static StateOperation Blind(string id, StateOperation operation) =>
        Is(id) ? StateOperation.Write(operation.Key, operation.Value!, operation.TimeToLive) : operation;

    /// <summary>All but this write.</summary>
    public static StateOperation[] Without(string id, StateOperation operation) => Is(id) ? [] : [operation];

    /// <summary>What a retry policy of a sidecar makes of a transaction: it is sent again for minutes, whoever still waits for it.</summary>
    public static async Task<bool> RetryAsync(IStateStore store, IReadOnlyList<StateOperation> operations, TimeProvider time)
    {
        for (var tries = 0; !await store.TransactAsync(operations, CancellationToken.None); tries++)
        {
            if (tries == 10)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromSeconds(10), time);
        }

        return true;
    }

    /// <summary>What was read, or nothing where that failed.</summary>
    public static async Task<T> OrNothingAsync<T>(string id, Task<T> read, T nothing)
    {
        try
        {
            return await read;
        }
        catch (StateStoreException) when (Is(id))
        {
            return nothing;
        }
    }

    public static async Task<StateOperation[]> DeleteAsync(StateCalls calls, string key) =>
        await calls.GetAsync(key, CancellationToken.None) is { } item ? [StateOperation.Delete(key, item.ETag)] : [];
}
