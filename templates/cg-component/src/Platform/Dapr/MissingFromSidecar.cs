using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Dapr;

/// <summary>
/// Compares what the sidecar has with what the component needs of it. The sidecar asks for subscriptions once, and says nothing when it
/// did not get them: only its metadata shows it.
/// </summary>
internal static class MissingFromSidecar
{
    /// <returns>What is missing, in one line, or <see langword="null"/>.</returns>
    public static string? Find(SidecarMetadata metadata, DaprOptions options, IReadOnlyList<EventSubscription> wanted, bool publishes)
    {
        var names = (metadata.Components ?? []).Select(component => component.Name).ToList();
        if (!names.Contains(options.StateStore))
        {
            return $"The sidecar has no component '{options.StateStore}' (Dapr:StateStore).";
        }

        if (publishes && !names.Contains(options.PubSub))
        {
            return $"The sidecar has no component '{options.PubSub}' (Dapr:PubSub).";
        }

        var absent = wanted.Select(one => BrokerOf(one, options)).FirstOrDefault(broker => !names.Contains(broker.Name));
        if (absent.Name is not null)
        {
            return $"The sidecar has no component '{absent.Name}' (Dapr:{absent.Setting}).";
        }

        var missing = wanted.Where(one => !IsThere(one, metadata, BrokerOf(one, options).Name)).Select(one => $"{one.Topic} to {one.Route}").ToList();
        return missing.Count == 0 ? null : $"The sidecar has not these subscriptions: {string.Join(", ", missing)}.";
    }

    // A dead-letter topic is what has none of its own.
    private static (string Name, string Setting) BrokerOf(EventSubscription wanted, DaprOptions options) =>
        wanted.DeadLetterTopic is null
            ? (options.DeadLetterPubSub, nameof(options.DeadLetterPubSub))
            : (options.PubSub, nameof(options.PubSub));

    private static bool IsThere(EventSubscription wanted, SidecarMetadata metadata, string pubSub) =>
        (metadata.Subscriptions ?? []).Any(one =>
            one.PubSubName == pubSub && one.Topic == wanted.Topic && (one.Rules ?? []).Any(rule => rule.Path == wanted.Route)
            && (one.DeadLetterTopic ?? "") == (wanted.DeadLetterTopic ?? ""));
}
