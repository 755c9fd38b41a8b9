namespace CommonGround.Platform.Logging.Delivery;

/// <summary>How processing lines go to the Logboek.</summary>
public enum LogboekDelivery
{
    /// <summary>They stay in the component's own state.</summary>
    None,

    /// <summary>By OTLP over HTTP, as protobuf (LDV-17).</summary>
    Otlp,

    /// <summary>As CloudEvents over the pub/sub component, for a component that keeps the log.</summary>
    PubSub,
}
