namespace CommonGround.Sidecar.PubSub;

/// <summary>What several components may stand for: the topics, and who consumes them.</summary>
internal sealed class MessageBroker(PubSubKind kind, TimeProvider time)
{
    /// <summary>How many events a topic keeps for who subscribes later, where it keeps them.</summary>
    private const int Kept = 10_000;

    private readonly Lock _lock = new();
    private readonly Random _random = new(1);
    private readonly Dictionary<string, List<BrokerMessage>> _streams = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Topic, string AppId), ConsumerGroup> _groups = [];
    private long _published;

    public PubSubKind Kind => kind;

    public bool Down { get; set; }

    public Predicate<string>? Refuses { get; set; }

    public DeliveryFaults Faults { get; set; } = DeliveryFaults.None;

    public PubSubBehaviour Behaviour { get; } = PubSubBehaviour.Of(kind);

    public long Published => Interlocked.Read(ref _published);

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

    public void Publish(string topic, BrokerMessage message)
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

    public ConsumerGroup Group(string topic, string appId)
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
        await Task.Delay(pause, time);
        group.Add(message);
    }
}
