using System.Text.RegularExpressions;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace CommonGround.Platform.Events.Receiving;

/// <summary>What the component subscribes to. It is put together before the start and does not change after it.</summary>
internal sealed partial class Topics(IConfiguration configuration, IHostEnvironment environment)
{
    private readonly string _appId = AppId.Of(configuration, environment);
    private readonly SortedDictionary<string, Topic> _topics = new(StringComparer.Ordinal);
    private EventSubscription[]? _all;

    /// <summary>Each topic, and its dead-letter topic. Whoever asks for it ends the putting together.</summary>
    public IReadOnlyList<EventSubscription> All => _all ??= [.. _topics.Values.SelectMany(topic => (EventSubscription[])[topic.Deliveries, topic.DeadLetters])];

    /// <exception cref="ArgumentException">The name cannot be a topic, or the type no event's type.</exception>
    /// <exception cref="InvalidOperationException">The component has started.</exception>
    public void Add(string topic, string type, Subscription? subscription)
    {
        if (_all is not null)
        {
            throw new InvalidOperationException($"Subscribe to '{topic}' before the component starts: its subscriptions are asked for once.");
        }

        if (!TopicName().IsMatch(topic))
        {
            throw new ArgumentException($"'{topic}' cannot be a topic: use 1 to 100 lower-case letters, digits, points and hyphens, a letter or digit first.", nameof(topic));
        }

        if (!TypeName().IsMatch(type))
        {
            throw new ArgumentException(
                $"'{type}' cannot be the type of an event: use a reverse domain name with a version, such as nl.voorbeeld.zaak.afgesloten.v1 (EVT-04).", nameof(type));
        }

        if (!_topics.TryGetValue(topic, out var known))
        {
            _topics.Add(topic, known = new Topic(topic, _appId));
        }

        known.Add(type, subscription);
    }

    public Topic? Find(string name) => _topics.GetValueOrDefault(name);

    /// <returns>The topic that a subscription of <see cref="All"/> belongs to, and whether it is for its dead letters.</returns>
    /// <exception cref="ArgumentException">It is none of them.</exception>
    public (Topic Topic, bool IsDeadLetters) Find(EventSubscription subscription) =>
        _topics.Values.FirstOrDefault(topic => subscription == topic.Deliveries || subscription == topic.DeadLetters) is { } found
            ? (found, subscription == found.DeadLetters)
            : throw new ArgumentException($"The component does not subscribe to '{subscription.Topic}'.", nameof(subscription));

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{0,99}\z")]
    private static partial Regex TopicName();

    [GeneratedRegex(@"^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+\.v[1-9][0-9]*\z")]
    private static partial Regex TypeName();
}
