using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;
using CommonGround.Simulation.Clients;
using CommonGround.Simulation.Running;
using CommonGround.Simulation.Store;

namespace CommonGround.Simulation.Checks;

/// <summary>Notes which acts landed with which entry, and that no document changes beside one.</summary>
internal sealed class Landings(World world) : IStoreWatcher
{
    private readonly Dictionary<string, IReadOnlyList<string>> _entries = [];

    /// <summary>The requests of every entry that ever landed, by its key.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Entries => _entries;

    public void Landing(IReadOnlyList<StateOperation> operations)
    {
    }

    public void Landed(IReadOnlyList<StateOperation> operations)
    {
        var acts = new List<Act>();
        foreach (var operation in operations.Where(o => StoreKey.Parse(o.Key).Kind == KeyKind.Number && o.Value is not null))
        {
            var entry = Entry.Read(operation.Value!);
            if (entry.Kind != EntryKind.Entry || !_entries.TryAdd(operation.Key, entry.Requests))
            {
                continue;
            }

            foreach (var act in entry.Requests.Select(world.Acts.Find).OfType<Act>())
            {
                acts.Add(act);
                act.Landed.Add(operation.Key);
            }
        }

        foreach (var act in acts)
        {
            CheckWhole(act, operations);
        }

        foreach (var key in operations.Select(o => o.Key).Where(k => StoreKey.Parse(k).Kind == KeyKind.Document))
        {
            if (!acts.Exists(act => act.Keys.Contains(key)))
            {
                world.Violations.Add($"NO ENTRY for a change of {key}");
            }
        }
    }

    private void CheckWhole(Act act, IReadOnlyList<StateOperation> operations)
    {
        foreach (var key in act.Keys)
        {
            var change = operations.FirstOrDefault(o => o.Key == key);
            if (change is null || (change.Value is { } value && !value.Contains($"\\\"act\\\":\\\"{act}\\\"", StringComparison.Ordinal)))
            {
                world.Violations.Add($"HALF: {act} landed, and its change of {key} did not");
            }
        }
    }
}
