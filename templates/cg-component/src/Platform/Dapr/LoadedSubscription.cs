using System.Text.Json.Serialization;

namespace CommonGround.Platform.Dapr;

/// <summary>A subscription that the sidecar has, whoever asked for it: the component or a file.</summary>
/// <param name="PubSubName">The pub/sub component.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Rules">The paths to which it delivers.</param>
/// <param name="DeadLetterTopic">Where it puts what failed; empty for nowhere.</param>
internal sealed record LoadedSubscription(
    [property: JsonPropertyName("pubsubname")] string PubSubName, string Topic, IReadOnlyList<LoadedRule>? Rules, string? DeadLetterTopic);
