using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;
using CommonGround.Simulation.Running;
using CommonGround.Simulation.Store;

namespace CommonGround.Simulation.Checks;

/// <summary>
/// What replicas send: groups within their limits (commit-log 2), no request that meets voids alone again and again (commit-log 5),
/// and no heartbeat for a log that ended long ago (commit-log 12).
/// </summary>
internal sealed class SendRules(World world) : IStoreWatcher
{
    private const int MostVoidsAlone = 2;

    private readonly Dictionary<string, string> _alone = [];
    private readonly Dictionary<string, int> _voids = [];

    public void Sent(IReadOnlyList<StateOperation> operations)
    {
        foreach (var log in operations.Select(o => StoreKey.Parse(o.Key)).Where(k => k.Kind == KeyKind.Heartbeat).Select(k => k.Log))
        {
            CheckBeat(log);
        }

        foreach (var operation in operations.Where(o => StoreKey.Parse(o.Key).Kind == KeyKind.Number && o.Value is not null))
        {
            var entry = Entry.Read(operation.Value!);
            if (entry.Requests.Count > world.Settings.GroupRequests || (entry.Kind == EntryKind.Entry && operations.Count - 1 > world.Settings.GroupOperations))
            {
                world.Violations.Add($"GROUP of {entry.Requests.Count} requests and {operations.Count - 1} operations at {operation.Key}");
            }

            if (entry.Requests is [var request])
            {
                _alone[operation.Key] = request;
            }
        }
    }

    // Once all is calm, a replica sees with its next heartbeats that its log has ended (commit-log 12).
    private void CheckBeat(string log)
    {
        var notice = world.Clock.Now - Settings.Notice;
        if (world.CalmSince < notice && world.LogRules.Ends.TryGetValue(log, out var end) && end.At < notice)
        {
            world.Violations.Add($"BEATS for {log}, which ended at {end.Number} long ago");
        }
    }

    public void Landing(IReadOnlyList<StateOperation> operations)
    {
    }

    public void Landed(IReadOnlyList<StateOperation> operations)
    {
        if (operations is not [{ Value: { } value } operation] || !_alone.TryGetValue(operation.Key, out var request) || Entry.Read(value).Kind != EntryKind.Void)
        {
            return;
        }

        var voids = _voids[request] = _voids.GetValueOrDefault(request) + 1;
        if (voids > MostVoidsAlone)
        {
            world.Violations.Add($"STALLS: {world.Acts.Find(request)} met {voids} voids alone");
        }
    }
}
