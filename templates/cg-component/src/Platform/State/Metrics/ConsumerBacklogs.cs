using System.Diagnostics.Metrics;

namespace CommonGround.Platform.State.Metrics;

/// <summary>How many entries each consumer has not taken, in the logs that this replica leads it through (commit-log 10, 13).</summary>
internal sealed class ConsumerBacklogs
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<string, long>> _left = [];

    public ConsumerBacklogs(IMeterFactory meters) =>
        meters.Create(StateMeter.Name).CreateObservableUpDownCounter(
            "commonground.state.consumer.backlog", Sums, "{entry}", "Entries that a consumer has not taken yet.");

    /// <summary>So many entries of a log are left.</summary>
    public void Note(string consumer, string log, long left)
    {
        lock (_lock)
        {
            var logs = Of(consumer);
            if (left > 0)
            {
                logs[log] = left;
            }
            else
            {
                logs.Remove(log);
            }
        }
    }

    /// <summary>These are all the logs that the consumer has to follow: others were followed by another replica.</summary>
    public void Keep(string consumer, IReadOnlyCollection<string> logs)
    {
        lock (_lock)
        {
            foreach (var (log, _) in Of(consumer).Where(left => !logs.Contains(left.Key)).ToList())
            {
                Of(consumer).Remove(log);
            }
        }
    }

    private Dictionary<string, long> Of(string consumer)
    {
        if (!_left.TryGetValue(consumer, out var left))
        {
            _left.Add(consumer, left = []);
        }

        return left;
    }

    private Measurement<long>[] Sums()
    {
        lock (_lock)
        {
            return [.. _left.Select(c => new Measurement<long>(c.Value.Values.Sum(), new KeyValuePair<string, object?>("commonground.state.consumer.name", c.Key)))];
        }
    }
}
