namespace CommonGround.Platform.Embedded.Broker;

/// <summary>A delivery that is over.</summary>
/// <param name="Delivery">Which.</param>
/// <param name="End">What becomes of it.</param>
/// <param name="Due">When it is delivered again, in milliseconds since 1970, where it is.</param>
/// <param name="DeadLetterTopic">Where it goes, where it goes there.</param>
internal sealed record Settled(Delivery Delivery, DeliveryEnd End, long Due = 0, string? DeadLetterTopic = null);
