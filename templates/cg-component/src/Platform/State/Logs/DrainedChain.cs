using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.State.Logs;

/// <summary>
/// The chain of list pages that names every drained log: a head, which grows, and full pages of 256 behind it. Who looks for a drained
/// log begins here; lists of resources never read it (commit-log 10, 11).
/// </summary>
internal sealed class DrainedChain(StateCalls calls)
{
    /// <summary>The operations that add a log, under the etag that the head was read with.</summary>
    public async Task<List<StateOperation>> AppendAsync(string logId, CancellationToken cancellationToken)
    {
        var item = await calls.GetAsync(StateKeys.DrainedList, cancellationToken);
        if (item is null)
        {
            return [StateOperation.Create(StateKeys.DrainedList, Write(DrainedList.Empty with { Logs = [logId] }))];
        }

        var list = Read(item);
        return list.Logs.Count < DrainedList.PageLength
            ? [StateOperation.Replace(StateKeys.DrainedList, Write(list with { Logs = [.. list.Logs, logId] }), item.ETag)]
            : [
                StateOperation.Create(StateKeys.DrainedListPage(list.Page), item.Value),
                StateOperation.Replace(StateKeys.DrainedList, Write(new DrainedList(list.Page + 1, [logId])), item.ETag),
            ];
    }

    /// <summary>Reads the pages whose number passes the filter, oldest first, and last the head.</summary>
    /// <exception cref="StateStoreException">The store failed, or lost a page.</exception>
    public async Task<IReadOnlyList<DrainedList>> ReadAsync(Func<int, bool> filter, CancellationToken cancellationToken)
    {
        // The head first: a page that it becomes meanwhile is read as the head that it was.
        if (await calls.GetAsync(StateKeys.DrainedList, cancellationToken) is not { } item)
        {
            return [];
        }

        var head = Read(item);
        var keys = Enumerable.Range(0, head.Page).Where(filter).Select(StateKeys.DrainedListPage).ToList();
        var pages = await calls.GetManyAsync(keys, cancellationToken);
        return [.. keys.Select(key => pages.TryGetValue(key, out var page) ? Read(page) : throw new StateStoreException($"The page {key} is gone.")), head];
    }

    private static DrainedList Read(StateItem item) => JsonSerializer.Deserialize(item.Value, StateJson.Platform.DrainedList)!;

    private static string Write(DrainedList list) => JsonSerializer.Serialize(list, StateJson.Platform.DrainedList);
}
