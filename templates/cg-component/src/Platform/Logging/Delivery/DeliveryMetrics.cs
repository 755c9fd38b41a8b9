using System.Diagnostics.Metrics;

namespace CommonGround.Platform.Logging.Delivery;

/// <summary>What became of the processing lines that this replica delivers, by the consumer of each Logboek.</summary>
internal sealed class DeliveryMetrics
{
    private readonly TimeProvider _time;
    private readonly Counter<long> _delivered;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _failed;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<string, (int Count, long Oldest)>> _waiting = [];

    public DeliveryMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create("CommonGround.Logboek");
        _delivered = meter.CreateCounter<long>("commonground.logboek.delivered", "{line}", "Processing lines that a Logboek acknowledged.");
        _refused = meter.CreateCounter<long>(
            "commonground.logboek.refused", "{line}", "Processing lines that a Logboek refused or that could not be opened; they are kept and tried again.");
        _failed = meter.CreateCounter<long>("commonground.logboek.failures", "{call}", "Calls that a Logboek did not acknowledge; their lines are sent again.");
        meter.CreateObservableUpDownCounter("commonground.logboek.waiting", Counts, "{line}", "Processing lines in hand that a Logboek has not acknowledged.");
        meter.CreateObservableGauge("commonground.logboek.oldest", Ages, "s", "The age of the oldest processing line in hand that a Logboek has not acknowledged.");
    }

    public void Delivered(string logboek, int lines) => _delivered.Add(lines, Tag(logboek));

    public void Refused(string logboek, int lines) => _refused.Add(lines, Tag(logboek));

    public void Failed(string logboek) => _failed.Add(1, Tag(logboek));

    /// <summary>These lines of a log wait.</summary>
    public void Waiting(string logboek, string log, IEnumerable<WaitingLine> lines)
    {
        var (count, oldest) = (0, long.MaxValue);
        foreach (var waiting in lines)
        {
            (count, oldest) = (count + 1, Math.Min(oldest, waiting.Line.At));
        }

        lock (_lock)
        {
            if (!_waiting.TryGetValue(logboek, out var logs))
            {
                _waiting.Add(logboek, logs = []);
            }

            if (count > 0)
            {
                logs[log] = (count, oldest);
            }
            else
            {
                logs.Remove(log);
            }
        }
    }

    private Measurement<int>[] Counts()
    {
        lock (_lock)
        {
            return [.. _waiting.Select(l => new Measurement<int>(l.Value.Values.Sum(w => w.Count), Tag(l.Key)))];
        }
    }

    private Measurement<double>[] Ages()
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        lock (_lock)
        {
            return [.. _waiting.Select(l => new Measurement<double>(l.Value.Values.Max(w => (long?)Math.Max(0, now - w.Oldest)) / 1000.0 ?? 0, Tag(l.Key)))];
        }
    }

    private static KeyValuePair<string, object?> Tag(string logboek) => new("commonground.logboek.consumer", logboek);
}
