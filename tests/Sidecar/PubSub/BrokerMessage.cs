namespace CommonGround.Sidecar.PubSub;

/// <summary>An event in a broker.</summary>
/// <param name="Payload">The CloudEvent in its JSON format; with <paramref name="Raw"/> whatever was published.</param>
/// <param name="Type">The CloudEvent's type, for routing.</param>
/// <param name="Trace">The trace it was published in; <see langword="null"/> for a raw one.</param>
/// <param name="Metadata">What the query of the publish said.</param>
/// <param name="Raw">It is no CloudEvent of Dapr: what was published goes through as it is.</param>
internal sealed record BrokerMessage(
    byte[] Payload, string? Type, string? Trace, IReadOnlyDictionary<string, string> Metadata, bool Raw)
{
    private int _reclaimed;

    /// <summary>The same event for another group.</summary>
    public BrokerMessage Copy() => new(Payload, Type, Trace, Metadata, Raw);

    /// <summary>Of the deliveries of one message the first looks after its being claimed again.</summary>
    public bool IsFirstDelivery() => Interlocked.Exchange(ref _reclaimed, 1) == 0;
}
