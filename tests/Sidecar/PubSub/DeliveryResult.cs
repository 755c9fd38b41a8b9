namespace CommonGround.Sidecar.PubSub;

/// <summary>What a component's answer to a delivery means.</summary>
internal enum DeliveryResult
{
    Success,

    /// <summary>Tried again, where there is a policy.</summary>
    Failed,

    /// <summary>Never tried again: <c>DROP</c>, and 404.</summary>
    Dropped,
}
