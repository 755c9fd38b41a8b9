using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Verification;

/// <summary>The names of all drained logs, with what is wrong with the list of them: where a page is gone, the others are verified all the same.</summary>
/// <param name="Logs">The ids, oldest first.</param>
/// <param name="Faults">The pages that are gone, or not what they were.</param>
internal sealed record DrainedNames(IReadOnlyList<string> Logs, IReadOnlyList<LogFault> Faults)
{
    /// <exception cref="StateStoreException">The store failed.</exception>
    public static async Task<DrainedNames> ReadAsync(StateCalls calls, CancellationToken cancellationToken)
    {
        var (logs, faults) = (new List<string>(), new List<LogFault>());
        // The head first: a page that it becomes meanwhile is read as the head that it was.
        if (await calls.GetAsync(StateKeys.DrainedList, cancellationToken) is not { } head)
        {
            return new DrainedNames(logs, faults);
        }

        var last = Read(StateKeys.DrainedList, head, faults) ?? DrainedList.Empty;
        var keys = Enumerable.Range(0, last.Page).Select(StateKeys.DrainedListPage).ToList();
        var pages = await calls.GetManyAsync(keys, cancellationToken);
        foreach (var key in keys)
        {
            logs.AddRange(Read(key, pages.GetValueOrDefault(key), faults)?.Logs ?? []);
        }

        return new DrainedNames([.. logs, .. last.Logs], faults);
    }

    private static DrainedList? Read(string key, StateItem? item, List<LogFault> faults)
    {
        try
        {
            if (item is not null && JsonSerializer.Deserialize(item.Value, StateJson.Platform.DrainedList) is { } list)
            {
                return list;
            }
        }
        catch (JsonException)
        {
            // Told below.
        }

        faults.Add(new LogFault("", key, $"is {(item is null ? "gone" : "not what was written there")}: it named {DrainedList.PageLength} drained logs, which cannot be found without it."));
        return null;
    }
}
