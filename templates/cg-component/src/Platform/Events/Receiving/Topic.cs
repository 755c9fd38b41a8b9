using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Events.Receiving;

/// <summary>A topic that the component listens to, with a dead-letter topic of its own: other components have theirs.</summary>
internal sealed class Topic(string name, string appId)
{
    private readonly Dictionary<string, Subscription?> _types = new(StringComparer.Ordinal);

    public string Name => name;

    /// <summary>Where the events arrive.</summary>
    public EventSubscription Deliveries { get; } = new(name, $"/events/{name}", $"{appId}.{name}.dead-letters");

    /// <summary>Where those arrive that could not be handled.</summary>
    public EventSubscription DeadLetters { get; } = new($"{appId}.{name}.dead-letters", $"/events/{name}/dead-letters", null);

    public IEnumerable<Subscription> Subscriptions => _types.Values.OfType<Subscription>();

    /// <exception cref="ArgumentException">The type has a handler already, or is ignored.</exception>
    public void Add(string type, Subscription? subscription)
    {
        if (!_types.TryAdd(type, subscription))
        {
            throw new ArgumentException($"The topic '{name}' has a subscription to '{type}' already: one handler takes an event.", nameof(type));
        }
    }

    /// <param name="type">The event's type.</param>
    /// <param name="subscription">The subscription, or <see langword="null"/> where the type is ignored.</param>
    /// <returns>Whether the component knows the type.</returns>
    public bool Knows(string type, out Subscription? subscription) => _types.TryGetValue(type, out subscription);
}
