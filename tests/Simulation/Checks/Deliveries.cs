using CommonGround.Platform.State;
using CommonGround.Platform.State.Logs;
using CommonGround.Simulation.Running;

namespace CommonGround.Simulation.Checks;

/// <summary>What the consumer beside the index delivered: every entry that landed, in order within its log, at least once.</summary>
internal sealed class Deliveries(World world)
{
    public const string Consumer = "logboek";

    private readonly HashSet<string> _delivered = [];
    private readonly Dictionary<string, long> _next = [];

    public void Deliver(string log, NumberedEntry entry)
    {
        var next = _next.GetValueOrDefault(log);
        if (entry.Number > next)
        {
            world.Violations.Add($"SKIPPED: {Consumer} took {log}/{entry.Number} before {next}");
        }

        _next[log] = Math.Max(next, entry.Number + 1);
        _delivered.Add(StateKeys.Entry(log, entry.Number));
    }

    public void Check()
    {
        foreach (var (key, requests) in world.Landings.Entries.Where(e => !_delivered.Contains(e.Key)))
        {
            world.Violations.Add($"LOST: {key} with {string.Join(", ", requests.Select(r => world.Acts.Find(r)))} landed, and was never delivered");
        }
    }
}
