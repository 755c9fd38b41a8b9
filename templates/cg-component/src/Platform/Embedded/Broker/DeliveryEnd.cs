namespace CommonGround.Platform.Embedded.Broker;

/// <summary>How a delivery ended.</summary>
internal enum DeliveryEnd
{
    /// <summary>The component has the event, and needs it no more.</summary>
    Handled,

    /// <summary>It failed, and is tried again later.</summary>
    Again,

    /// <summary>It failed for good, or was dropped: it goes to the dead-letter topic, or where there is none it is gone.</summary>
    DeadLettered,

    /// <summary>The process stopped before it was handled. That counts as no try.</summary>
    Released,
}
