namespace CommonGround.Sidecar.PubSub;

/// <summary>A broker in memory that behaves as one of those recorded. It outlives the sidecars that use it.</summary>
public sealed class PubSubComponent
{
    /// <summary>How many events a topic keeps for who subscribes later, where it keeps them.</summary>
    private const int Kept = 10_000;

    private readonly Lock _lock = new();
    private readonly Random _random = new(1);
    private readonly Dictionary<string, List<BrokerMessage>> _streams = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Topic, string AppId), ConsumerGroup> _groups = [];
    private readonly TimeProvider _time;
    private long _published;

    public PubSubComponent(string name, PubSubKind kind, TimeProvider? time = null)
    {
        (Name, Kind, _time) = (name, kind, time ?? TimeProvider.System);
        Behaviour = PubSubBehaviour.Of(kind);
    }

    public string Name { get; }

    public PubSubKind Kind { get; }

    /// <summary>The broker cannot be reached: publishing fails, and nothing is delivered. The sidecar's health does not show it.</summary>
    public bool Down { get; set; }

    /// <summary>Bulk publish refuses these entries, by the text of their event, and takes the others.</summary>
    public Predicate<string>? Refuses { get; set; }

    public DeliveryFaults Faults { get; set; } = DeliveryFaults.None;

    /// <summary>On Redis: after this time without an acknowledgement an event is delivered again, in parallel.</summary>
    public TimeSpan ProcessingTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many events of one subscription are delivered at the same time.</summary>
    public int Concurrency { get; init; } = 10;

    /// <summary>How many events were taken, dead letters included.</summary>
    public long Published => Interlocked.Read(ref _published);

    /// <summary>How many events wait for a subscriber or are being delivered; 0 means that all is settled.</summary>
    public int Unsettled
    {
        get
        {
            lock (_lock)
            {
                return _groups.Values.Sum(group => group.Unsettled);
            }
        }
    }

    internal PubSubBehaviour Behaviour { get; }

    internal void Publish(string topic, BrokerMessage message)
    {
        Interlocked.Increment(ref _published);
        List<ConsumerGroup> groups;
        lock (_lock)
        {
            Keep(topic, message);
            groups = [.. _groups.Where(group => group.Key.Topic == topic).Select(group => group.Value)];
        }

        groups.ForEach(group => Hand(group, message.Copy()));
    }

    internal ConsumerGroup Group(string topic, string appId)
    {
        lock (_lock)
        {
            if (!_groups.TryGetValue((topic, appId), out var group))
            {
                _groups[(topic, appId)] = group = new ConsumerGroup();
                _streams.GetValueOrDefault(topic)?.ForEach(message => group.Add(message.Copy()));
            }

            return group;
        }
    }

    private void Keep(string topic, BrokerMessage message)
    {
        if (!Behaviour.KeepsUnheard)
        {
            return;
        }

        if (!_streams.TryGetValue(topic, out var stream))
        {
            _streams[topic] = stream = [];
        }

        if (stream.Count < Kept)
        {
            stream.Add(message);
        }
    }

    private void Hand(ConsumerGroup group, BrokerMessage message)
    {
        var (twice, late) = Chance();
        if (twice)
        {
            group.Add(message);
        }

        if (late is { } pause)
        {
            _ = LaterAsync(group, message, pause);
        }
        else
        {
            group.Add(message);
        }
    }

    private (bool Twice, TimeSpan? Late) Chance()
    {
        if (Faults == DeliveryFaults.None)
        {
            return (false, null);
        }

        lock (_lock)
        {
            var twice = _random.NextDouble() < Faults.Duplicated;
            return (twice, _random.NextDouble() < Faults.HeldBack ? Faults.Longest * _random.NextDouble() : null);
        }
    }

    private async Task LaterAsync(ConsumerGroup group, BrokerMessage message, TimeSpan pause)
    {
        await Task.Delay(pause, _time);
        group.Add(message);
    }
}
