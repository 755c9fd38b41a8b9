namespace CommonGround.Sidecar.PubSub;

/// <summary>The brokers whose behaviour was recorded.</summary>
public enum PubSubKind
{
    /// <summary><c>pubsub.redis</c>, on streams.</summary>
    Redis,

    /// <summary><c>pubsub.rabbitmq</c>.</summary>
    RabbitMq,

    /// <summary><c>pubsub.in-memory</c>.</summary>
    InMemory,
}
