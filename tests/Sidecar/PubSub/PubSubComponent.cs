namespace CommonGround.Sidecar.PubSub;

/// <summary>A broker in memory that behaves as one of those recorded. It outlives the sidecars that use it.</summary>
public sealed class PubSubComponent
{
    private readonly MessageBroker _broker;

    public PubSubComponent(string name, PubSubKind kind, TimeProvider? time = null)
        : this(name, new MessageBroker(kind, time ?? TimeProvider.System))
    {
    }

    /// <summary>Another component on the broker of one that is there: with its topics and subscribers, and patience of its own.</summary>
    public PubSubComponent(string name, PubSubComponent other)
        : this(name, (other ?? throw new ArgumentNullException(nameof(other)))._broker)
    {
    }

    private PubSubComponent(string name, MessageBroker broker) => (Name, _broker) = (name, broker);

    public string Name { get; }

    public PubSubKind Kind => _broker.Kind;

    /// <summary>The broker cannot be reached: publishing fails, and nothing is delivered. The sidecar's health does not show it.</summary>
    public bool Down
    {
        get => _broker.Down;
        set => _broker.Down = value;
    }

    /// <summary>Bulk publish refuses these entries, by the text of their event, and takes the others.</summary>
    public Predicate<string>? Refuses
    {
        get => _broker.Refuses;
        set => _broker.Refuses = value;
    }

    public DeliveryFaults Faults
    {
        get => _broker.Faults;
        set => _broker.Faults = value;
    }

    /// <summary>On Redis: after this time without an acknowledgement an event is delivered again, in parallel.</summary>
    public TimeSpan ProcessingTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many events of one subscription are delivered at the same time.</summary>
    public int Concurrency { get; init; } = 10;

    /// <summary>How many events were taken, dead letters included.</summary>
    public long Published => _broker.Published;

    /// <summary>How many events wait for a subscriber or are being delivered; 0 means that all is settled.</summary>
    public int Unsettled => _broker.Unsettled;

    internal PubSubBehaviour Behaviour => _broker.Behaviour;

    internal void Publish(string topic, BrokerMessage message) => _broker.Publish(topic, message);

    internal ConsumerGroup Group(string topic, string appId) => _broker.Group(topic, appId);
}
