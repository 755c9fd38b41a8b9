using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;
using CommonGround.Simulation.Replicas;
using CommonGround.Simulation.Running;
using CommonGround.Simulation.Store;

namespace CommonGround.Simulation.Checks;

/// <summary>
/// What replicas publish (commit-log 13): every event that a commit left at least once, none that was not committed, those of one subject
/// in the order of their log, and nothing put aside but what failed five times while others were taken.
/// </summary>
internal sealed class Publications(World world) : IStoreWatcher
{
    private const int LeastFailures = 5;

    private readonly Dictionary<string, (string Owner, string Subject)> _committed = [];
    private readonly Dictionary<(string Owner, string Subject), List<string>> _subjects = [];
    private readonly HashSet<string> _entries = [];
    private readonly HashSet<string> _published = [];
    private readonly HashSet<string> _aside = [];
    private readonly Dictionary<string, long> _taken = [];
    private readonly Dictionary<(string Replica, string Id), (int Failures, long Taken)> _failures = [];

    public void Landing(IReadOnlyList<StateOperation> operations)
    {
    }

    public void Landed(IReadOnlyList<StateOperation> operations)
    {
        foreach (var operation in operations.Where(o => o.Value is not null && StoreKey.Parse(o.Key).Kind == KeyKind.Number && _entries.Add(o.Key)))
        {
            var entry = Entry.Read(operation.Value!);
            foreach (var left in entry.Events)
            {
                Commit(entry.By, left);
            }
        }
    }

    /// <summary>The broker took events of a replica, in this order.</summary>
    public void Take(string replica, IReadOnlyList<OutgoingEvent> events)
    {
        _taken[replica] = _taken.GetValueOrDefault(replica) + events.Count;
        foreach (var id in events.Select(e => e.Id))
        {
            if (!_committed.TryGetValue(id, out var place))
            {
                world.Violations.Add($"UNCOMMITTED: {replica} published {id}");
                continue;
            }

            if (_subjects[place].TakeWhile(other => other != id).FirstOrDefault(other => !_published.Contains(other) && !_aside.Contains(other)) is { } earlier)
            {
                world.Violations.Add($"ORDER: {replica} published {id} of {place.Subject} before {earlier}, which {place.Owner} left earlier");
            }

            _published.Add(id);
        }
    }

    /// <summary>The broker did not take an event of a replica, for itself.</summary>
    public void Fail(string replica, string id)
    {
        var (failures, taken) = _failures.GetValueOrDefault((replica, id));
        var now = _taken.GetValueOrDefault(replica);
        if (failures == 0 || now > taken)
        {
            _failures[(replica, id)] = (failures + 1, now);
        }
    }

    /// <summary>A replica put an event with the dead letters.</summary>
    public void PutAside(string replica, string id)
    {
        _aside.Add(id);
        if (_failures.GetValueOrDefault((replica, id)).Failures < LeastFailures)
        {
            world.Violations.Add($"PUT ASIDE: {id} by {replica}, for which it did not fail {LeastFailures} times while others were taken");
        }
    }

    public void Check()
    {
        foreach (var (id, (owner, subject)) in _committed.Where(e => !_published.Contains(e.Key) && !_aside.Contains(e.Key)))
        {
            world.Violations.Add($"UNPUBLISHED: {id} about {subject}, which {owner} committed");
        }
    }

    private void Commit(string owner, EntryEvent left)
    {
        var place = (owner, $"{left.Tenant}/{left.Subject}");
        _committed.Add(left.Id, place);
        if (!_subjects.TryGetValue(place, out var events))
        {
            _subjects.Add(place, events = []);
        }

        events.Add(left.Id);
        using var json = JsonDocument.Parse(SimulatedKeys.Peek(left.Sealed));
        if (json.RootElement.GetProperty("id").GetString() != left.Id || json.RootElement.GetProperty("sequence").GetString() != $"{left.Sequence}")
        {
            world.Violations.Add($"ANOTHER event than {left.Id} is sealed under its name");
        }
    }
}
