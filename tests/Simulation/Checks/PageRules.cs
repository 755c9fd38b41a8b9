using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Indexing;
using CommonGround.Simulation.Running;
using CommonGround.Simulation.Store;

namespace CommonGround.Simulation.Checks;

/// <summary>A page holds no id twice, and none outside its range.</summary>
internal sealed class PageRules(World world) : IStoreWatcher
{
    public void Landing(IReadOnlyList<StateOperation> operations)
    {
        foreach (var operation in operations)
        {
            if (operation.Value is { } value && StoreKey.Parse(operation.Key).Kind == KeyKind.Page)
            {
                Check(operation.Key, IndexPage.Read(value));
            }
        }
    }

    public void Landed(IReadOnlyList<StateOperation> operations)
    {
    }

    private void Check(string key, IndexPage page)
    {
        var ids = page.Level == 0 ? page.Ids : [.. page.Children.Select(c => c.From)];
        if (ids.Zip(ids.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            world.Violations.Add($"PAGE {key} has an id twice, or out of order");
        }

        if (!ids.All(id => id >= page.From && (page.To is null || id < page.To)))
        {
            world.Violations.Add($"PAGE {key} has an id outside its range");
        }

        if (ids.Count > world.Settings.PageIds)
        {
            world.Violations.Add($"PAGE {key} has {ids.Count} ids");
        }
    }
}
