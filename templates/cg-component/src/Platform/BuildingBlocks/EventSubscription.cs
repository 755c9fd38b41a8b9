namespace CommonGround.Platform.BuildingBlocks;

/// <summary>One topic that the component listens to.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Route">The path under which deliveries of this topic arrive, such as <c>/events/meldingen</c>.</param>
/// <param name="DeadLetterTopic">
/// Where deliveries go that failed for good; <see langword="null"/> only for a dead-letter topic itself, which never fails for good.
/// </param>
public sealed record EventSubscription(string Topic, string Route, string? DeadLetterTopic);
