using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;
using CommonGround.Simulation.Running;
using CommonGround.Simulation.Store;

namespace CommonGround.Simulation.Checks;

/// <summary>
/// The lines of an act are in the entry that holds its request, once each, and nowhere else (commit-log 1). That an act which was told "done" has
/// such an entry is what <see cref="ToldRules"/> checks.
/// </summary>
internal sealed class LineRules(World world) : IStoreWatcher
{
    private readonly HashSet<string> _entries = [];
    private readonly HashSet<Touch> _references = [];

    /// <summary>The references to all lines that ever landed, in their trees.</summary>
    public IReadOnlySet<Touch> References => _references;

    public void Landing(IReadOnlyList<StateOperation> operations)
    {
    }

    public void Landed(IReadOnlyList<StateOperation> operations)
    {
        foreach (var operation in operations.Where(o => o.Value is not null && StoreKey.Parse(o.Key).Kind == KeyKind.Number && _entries.Add(o.Key)))
        {
            var entry = Entry.Read(operation.Value!);
            var key = StoreKey.Parse(operation.Key);
            _references.UnionWith(LineTouches.Of(key.Log, key.Number, entry.Lines));
            var lines = entry.Lines.Select(line => (line.Kind, Act: line.Sealed));
            var expected = entry.Requests.Select(world.Acts.Find).OfType<Clients.Act>()
                .SelectMany(act => Enum.GetValues<LineKind>().Select(kind => (Kind: kind, Act: act.Name)));
            if (!lines.Order().SequenceEqual(expected.Order()))
            {
                world.Violations.Add($"LINES of {operation.Key} are [{string.Join(' ', lines)}], and its requests leave [{string.Join(' ', expected)}]");
            }
        }
    }
}
