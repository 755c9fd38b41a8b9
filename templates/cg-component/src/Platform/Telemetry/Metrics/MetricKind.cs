namespace CommonGround.Platform.Telemetry.Metrics;

/// <summary>How Prometheus sees an instrument.</summary>
internal enum MetricKind
{
    /// <summary>Only rises.</summary>
    Counter,

    /// <summary>Rises and falls, by additions.</summary>
    UpDownCounter,

    /// <summary>The value last seen.</summary>
    Gauge,

    /// <summary>A distribution.</summary>
    Histogram,
}
