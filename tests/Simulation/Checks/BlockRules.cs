using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;
using CommonGround.Simulation.Replicas;
using CommonGround.Simulation.Running;
using CommonGround.Simulation.Store;

namespace CommonGround.Simulation.Checks;

/// <summary>
/// No line goes from an entry before a block has it, and at the end each line that landed is in an entry or was put in one block. What the
/// drained document says of each owner is what was put there, also once it has expired, and what is left is chained as it says (commit-log 11, 16).
/// </summary>
internal sealed class BlockRules(World world) : IStoreWatcher
{
    private static readonly SimulatedKeys AllKeys = new(1000);

    private readonly SortedDictionary<string, IReadOnlyList<EntryLine>> _landed = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Log, long Number, int Index), EntryLine> _archived = [];
    private readonly Dictionary<string, string> _macs = [];

    public void Landing(IReadOnlyList<StateOperation> operations)
    {
        foreach (var operation in operations)
        {
            var key = StoreKey.Parse(operation.Key);
            if (key.Kind == KeyKind.Number && world.Store.Value(operation.Key) is { } before)
            {
                CheckArchived(key, Entry.Read(before).Lines);
            }
        }
    }

    public void Landed(IReadOnlyList<StateOperation> operations)
    {
        foreach (var operation in operations.Where(o => o.Value is not null))
        {
            var key = StoreKey.Parse(operation.Key);
            if (key.Kind == KeyKind.Number)
            {
                _landed.TryAdd(operation.Key, Entry.Read(operation.Value!).Lines);
            }
            else if (key.Kind == KeyKind.Block && Block.Read(operation.Key, operation.Value!) is var block && _macs.TryAdd(operation.Key, block.Mac))
            {
                Note(key, block);
            }
        }
    }

    /// <summary>At the end.</summary>
    public void Check()
    {
        foreach (var (text, lines) in _landed.Where(l => world.Store.Value(l.Key) is not { } value || !Entry.Read(value).Lines.SequenceEqual(l.Value)))
        {
            CheckArchived(StoreKey.Parse(text), lines);
        }

        foreach (var key in world.Store.Keys.Select(StoreKey.Parse).Where(k => k.Kind == KeyKind.Drained).OrderBy(k => k.Log, StringComparer.Ordinal))
        {
            var log = DrainedLog.Read(new StateItem(world.Store.Value(key.Text)!, ""));
            if (!log.IsArchived || log.Archive?.Next != log.Log.End)
            {
                world.Violations.Add($"NOT ARCHIVED: {key.Text}");
            }

            CheckOwners(log.Log.Id, log.Archive?.Owners ?? []);
            foreach (var owner in log.Archive?.Owners ?? [])
            {
                CheckChain(log.Log.Id, log.Archive!, owner);
            }
        }
    }

    private void CheckOwners(string log, IReadOnlyList<ArchivedOwner> owners)
    {
        var said = owners.Select(o => $"{o.Owner}: {o.Processing} and {o.Audit}");
        var put = _archived.Where(line => line.Key.Log == log).GroupBy(line => line.Value.Owner, line => line.Value.Kind).OrderBy(o => o.Key, StringComparer.Ordinal)
            .Select(o => $"{o.Key}: {o.Count(kind => kind == LineKind.Processing)} and {o.Count(kind => kind == LineKind.Audit)}");
        if (!said.SequenceEqual(put))
        {
            world.Violations.Add($"COUNTS of {log} are [{string.Join(", ", said)}], and put in blocks were [{string.Join(", ", put)}]");
        }
    }

    private void CheckArchived(StoreKey key, IReadOnlyList<EntryLine> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (_archived.GetValueOrDefault((key.Log, key.Number, i)) != lines[i])
            {
                world.Violations.Add($"LOST: line {i} of {key.Text}, {lines[i].Sealed}, is in no block");
            }
        }
    }

    private void Note(StoreKey key, Block block)
    {
        foreach (var kind in Enum.GetValues<LineKind>())
        {
            foreach (var line in block.LinesOf(kind))
            {
                if (!_archived.TryAdd((key.Log, line.Number, line.Index), line.ToEntryLine(kind, key.Text.Split('/')[0])))
                {
                    world.Violations.Add($"TWICE in blocks: line {line.Index} of {key.Log}/{line.Number}");
                }
            }
        }
    }

    // No log of a run has so many numbers that an owner has a second block, but the place of the first and its links are checked.
    private void CheckChain(string log, LogArchive archive, ArchivedOwner owner)
    {
        var oin = LineOwner.Parse(owner.Owner);
        var key = archive.KeyOf(oin, log, owner.Last);
        var holds = world.Store.Value(key) is { } value && Block.Read(key, value) is var block
            ? new BlockSeal(AllKeys).Holds(oin, log, owner.Last, block)
                && block.Header.Parts.All(part => !block.Has(part.Kind) || new BlockSeal(AllKeys).Holds(oin, log, block, part))
                && (owner.Blocks > 1 || block.Header.Before == archive.End)
            : archive.HasExpired;
        if (!holds || _macs.GetValueOrDefault(key) != owner.Mac)
        {
            world.Violations.Add($"UNCHAINED: {key} is not the last block of {owner.Owner} that the drained document names");
        }
    }
}
