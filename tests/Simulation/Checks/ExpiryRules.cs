using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Indexing;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;
using CommonGround.Simulation.Running;
using CommonGround.Simulation.Store;

namespace CommonGround.Simulation.Checks;

/// <summary>
/// A block that is there changes only by losing all lines of one of the two logs, whose retention has ended and to which no reference leads any more;
/// its header and HMAC stay, until nothing is left of the log (commit-log 11, 14, 16).
/// </summary>
internal sealed class ExpiryRules(World world) : IStoreWatcher
{
    private static readonly LineKind[] Kinds = Enum.GetValues<LineKind>();

    public void Landing(IReadOnlyList<StateOperation> operations)
    {
        foreach (var operation in operations)
        {
            if (StoreKey.Parse(operation.Key) is { Kind: KeyKind.Block } key && world.Store.Value(operation.Key) is { } before)
            {
                Check(key, Block.Read(key.Text, before), operation.Value is { } after ? Block.Read(key.Text, after) : null);
            }
        }
    }

    public void Landed(IReadOnlyList<StateOperation> operations)
    {
    }

    /// <summary>At the end: what has expired is gone.</summary>
    public void Check()
    {
        foreach (var key in world.Store.Keys.Select(StoreKey.Parse).Where(k => k.Kind == KeyKind.Block).OrderBy(k => k.Text, StringComparer.Ordinal))
        {
            var block = Block.Read(key.Text, world.Store.Value(key.Text)!);
            if (Array.TrueForAll(Kinds, kind => !block.Has(kind)))
            {
                world.Violations.Add($"STAYS: {key.Text} has no lines any more");
            }

            foreach (var kind in Kinds.Where(kind => block.Has(kind) && HasEnded(key.Log, kind)))
            {
                world.Violations.Add($"STAYS: the {kind} lines of {key.Text}, whose retention has ended");
            }
        }
    }

    /// <summary>Whether the retention of a log's lines has ended: it counts from the end of the log, by the clock of who ended it.</summary>
    public bool HasEnded(string log, LineKind kind) =>
        world.Store.Find(StateKeys.Drained(log)) is { } drained
        && DrainedLog.Read(drained).Log.EndedAt + (kind == LineKind.Audit ? world.Retention.Audit : world.Retention.Processing) <= world.Clock.Now;

    private void Check(StoreKey key, Block before, Block? after)
    {
        LineKind[] going = [.. Kinds.Where(kind => before.Has(kind) && after?.Has(kind) != true)];
        if (after is not null && (going.Length == 0 || after.Write() != going.Aggregate(before, (left, kind) => left.Without(kind)).Write()))
        {
            world.Violations.Add($"BLOCK {key.Text} was written again");
        }

        foreach (var kind in going.Where(kind => !HasEnded(key.Log, kind)))
        {
            world.Violations.Add($"EXPIRED EARLY: the {kind} lines of {key.Text}");
        }

        foreach (var line in going.SelectMany(kind => before.LinesOf(kind).Select(line => (Place: line, Line: line.ToEntryLine(kind, key.Text.Split('/')[0])))))
        {
            if (LineTouches.Of(key.Log, line.Place.Number, line.Place.Index, line.Line) is { } reference && IsFound(reference))
            {
                world.Violations.Add($"FOUND, AND GONE: line {line.Place.Index} of number {line.Place.Number} in {key.Text}");
            }
        }
    }

    private bool IsFound(Touch reference) =>
        world.Store.Keys.Any(key => key.StartsWith($"{reference.Tree}/", StringComparison.Ordinal) && IndexPage.Read(world.Store.Value(key)!).Ids.Contains(reference.Id));
}
