using System.Buffers.Binary;
using System.Diagnostics.Metrics;

namespace CommonGround.Platform.Events.Outgoing;

/// <summary>What became of the events that this replica publishes, by destination (commit-log 13).</summary>
internal sealed class PublisherMetrics
{
    private readonly TimeProvider _time;
    private readonly Counter<long> _published;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _putAside;
    private readonly Histogram<double> _delay;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<string, int>> _waiting = [];

    public PublisherMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(EventMeter.Name);
        _published = meter.CreateCounter<long>("commonground.events.published", "{event}", "Events that a destination acknowledged.");
        _failed = meter.CreateCounter<long>("commonground.events.publish.failures", "{event}", "Events that a destination did not take; they are tried again.");
        _putAside = meter.CreateCounter<long>("commonground.events.publish.refused", "{event}", "Events that were refused for good and put with the dead letters.");
        _delay = meter.CreateHistogram(
            "commonground.events.publish.delay", "s", "How long after a change its event was acknowledged.", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600] });
        meter.CreateObservableUpDownCounter(
            "commonground.events.publish.waiting", Sums, "{event}", "Events that a destination did not take and that are tried again, with those behind them.");
    }

    public void Published(string destination, IReadOnlyList<WaitingEvent> events)
    {
        var tag = Tag(destination);
        _published.Add(events.Count, tag);
        var now = _time.GetUtcNow();
        foreach (var published in events)
        {
            _delay.Record(Math.Max(0, (now - MadeAt(published.Event.Id)).TotalSeconds), tag);
        }
    }

    public void Failed(string destination, int events)
    {
        if (events > 0)
        {
            _failed.Add(events, Tag(destination));
        }
    }

    public void PutAside(string destination) => _putAside.Add(1, Tag(destination));

    /// <summary>So many events of a log wait.</summary>
    public void Waiting(string destination, string log, int events)
    {
        lock (_lock)
        {
            if (!_waiting.TryGetValue(destination, out var logs))
            {
                _waiting.Add(destination, logs = []);
            }

            if (events > 0)
            {
                logs[log] = events;
            }
            else
            {
                logs.Remove(log);
            }
        }
    }

    private Measurement<int>[] Sums()
    {
        lock (_lock)
        {
            return [.. _waiting.Select(d => new Measurement<int>(d.Value.Values.Sum(), Tag(d.Key)))];
        }
    }

    // The first 48 bits of a UUIDv7 are the milliseconds of its making.
    private static DateTimeOffset MadeAt(string id)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.Parse(id).TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16 & 0xFFFF_FFFF_FFFF);
    }

    private static KeyValuePair<string, object?> Tag(string destination) => new("commonground.events.destination", destination);
}
