using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Logs;
using CommonGround.Simulation.Running;
using CommonGround.Simulation.Store;

namespace CommonGround.Simulation.Checks;

/// <summary>
/// Each transaction keeps the log's rules: numbers follow one another and are written once, nothing comes beyond an end, nothing goes
/// from a registered log, progress never goes back.
/// </summary>
internal sealed class LogRules(World world) : IStoreWatcher
{
    private readonly Dictionary<string, long> _next = [];
    private readonly Dictionary<string, (long Number, DateTimeOffset At)> _ends = [];

    public void Landing(IReadOnlyList<StateOperation> operations)
    {
        foreach (var operation in operations)
        {
            var key = StoreKey.Parse(operation.Key);
            switch (key.Kind)
            {
                case KeyKind.Number when operation.Value is null:
                    Deleting(key);
                    break;
                case KeyKind.Number:
                    Writing(key, Entry.Read(operation.Value));
                    break;
                case KeyKind.Progress when operation.Value is { } value:
                    Moving(key, value);
                    break;
            }
        }
    }

    public void Landed(IReadOnlyList<StateOperation> operations)
    {
        if (!operations.Any(o => o.Key == StateKeys.Registration))
        {
            return;
        }

        foreach (var log in Registered().Logs.Where(l => l.End is not null))
        {
            if (!_ends.TryGetValue(log.Id, out var end) || end.Number != log.End)
            {
                world.Violations.Add($"END of {log.Id} is recorded at {log.End}, and is {(end.At == default ? "nowhere" : $"at {end.Number}")}");
            }
        }
    }

    /// <summary>Where every log that ended has its end.</summary>
    public IReadOnlyDictionary<string, (long Number, DateTimeOffset At)> Ends => _ends;

    /// <summary>How many logs were ended by another although their replica was well.</summary>
    public int WellAndEnded { get; private set; }

    private bool IsWell(string log, string endedBy) =>
        world.Store.Find(StateKeys.Heartbeat(log)) is not null
        && Registered().Find(log) is { } registered && registered.Owner != endedBy
        && world.Crew.Open.Any(replica => replica.Id == registered.Owner && !replica.Machine.IsPaused);

    private Registration Registered() => Registration.Read(world.Store.Find(StateKeys.Registration));

    private void Writing(StoreKey key, Entry entry)
    {
        var next = _next.GetValueOrDefault(key.Log);
        if (_ends.TryGetValue(key.Log, out var end) && key.Number >= end.Number)
        {
            world.Violations.Add($"BEYOND the end {end.Number}: {key.Text} ({entry.Kind})");
        }
        else if (key.Number < next)
        {
            Shortening(key, entry, next);
            return;
        }
        else if (key.Number > next)
        {
            world.Violations.Add($"GAP: {key.Text} before {next}");
        }

        _next[key.Log] = Math.Max(next, key.Number + 1);
        if (entry.Kind == EntryKind.End)
        {
            _ends.TryAdd(key.Log, (key.Number, world.Clock.Now));
            WellAndEnded += IsWell(key.Log, entry.By) ? 1 : 0;
        }
    }

    // Archiving leaves an entry's request ids in the last number before the end, and nothing else of it.
    private void Shortening(StoreKey key, Entry entry, long next)
    {
        var before = Entry.Read(world.Store.Value(key.Text) ?? "{}");
        if (key.Number != next - 2 || Registered().Find(key.Log) is not null || entry.Kind != before.Kind || !entry.Requests.SequenceEqual(before.Requests))
        {
            world.Violations.Add($"REWRITTEN: {key.Text}");
        }
    }

    private void Deleting(StoreKey key)
    {
        if (Registered().Find(key.Log) is not null)
        {
            world.Violations.Add($"DELETED from a registered log: {key.Text}");
        }

        if (!_ends.TryGetValue(key.Log, out var end) || key.Number >= end.Number - 1)
        {
            world.Violations.Add($"DELETED the end or the last number before it: {key.Text}");
        }
        // Its moment is that of the decision; it may have landed later.
        else if (world.Clock.Now - end.At < Settings.Day - Settings.LatestLanding)
        {
            world.Violations.Add($"DELETED within a day after the end: {key.Text}");
        }
    }

    private void Moving(StoreKey key, string value)
    {
        var to = Progress.Read(new StateItem(value, ""));
        var from = world.Store.Find(key.Text) is { } item ? Progress.Read(item) : Progress.Start;
        if ((to.Next, to.Done).CompareTo((from.Next, from.Done)) < 0)
        {
            world.Violations.Add($"BACK: {key.Text} from {from.Next} to {to.Next}");
        }

        if (to.Next > _next.GetValueOrDefault(key.Log))
        {
            world.Violations.Add($"AHEAD: {key.Text} at {to.Next}, and the log has {_next.GetValueOrDefault(key.Log)} numbers");
        }
    }
}
