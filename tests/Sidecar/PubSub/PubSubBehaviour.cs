namespace CommonGround.Sidecar.PubSub;

/// <summary>In what one broker differs from another.</summary>
internal sealed record PubSubBehaviour(string Type)
{
    public string[] Capabilities { get; init; } = [];

    /// <summary>A topic keeps what was published before somebody subscribed to it; otherwise nobody hears that.</summary>
    public bool KeepsUnheard { get; init; }

    /// <summary>What failed and has no dead-letter topic is delivered again, at once and for ever; otherwise it is gone.</summary>
    public bool RepeatsForEver { get; init; }

    /// <summary>What was not acknowledged in time is delivered again, in parallel.</summary>
    public bool Reclaims { get; init; }

    /// <summary>
    /// The metadata of a publish comes as headers of the delivery, and a time to live as an attribute of the event. Otherwise the broker
    /// itself knows what to do with it.
    /// </summary>
    public bool PassesMetadata { get; init; }

    /// <summary>What it says when it cannot be reached.</summary>
    public string DownText { get; init; } = "connection refused";

    public static PubSubBehaviour Of(PubSubKind kind) => kind switch
    {
        PubSubKind.Redis => new("pubsub.redis")
        {
            KeepsUnheard = true,
            Reclaims = true,
            PassesMetadata = true,
            DownText = "redis streams: error from publish: dial tcp 127.0.0.1:6390: connect: connection refused",
        },
        PubSubKind.RabbitMq => new("pubsub.rabbitmq") { Capabilities = ["MESSAGE_TTL"], RepeatsForEver = true },
        PubSubKind.InMemory => new("pubsub.in-memory") { Capabilities = ["SUBSCRIBE_WILDCARDS"], PassesMetadata = true },
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such broker was recorded."),
    };
}
