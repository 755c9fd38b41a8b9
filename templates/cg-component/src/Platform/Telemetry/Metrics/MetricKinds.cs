using System.Diagnostics.Metrics;

namespace CommonGround.Platform.Telemetry.Metrics;

internal static class MetricKinds
{
    private static readonly Dictionary<Type, MetricKind> Known = new()
    {
        [typeof(Counter<>)] = MetricKind.Counter,
        [typeof(ObservableCounter<>)] = MetricKind.Counter,
        [typeof(UpDownCounter<>)] = MetricKind.UpDownCounter,
        [typeof(ObservableUpDownCounter<>)] = MetricKind.UpDownCounter,
        [typeof(Gauge<>)] = MetricKind.Gauge,
        [typeof(ObservableGauge<>)] = MetricKind.Gauge,
        [typeof(Histogram<>)] = MetricKind.Histogram,
    };

    public static MetricKind? Of(Instrument instrument) =>
        instrument.GetType() is { IsGenericType: true } type && Known.TryGetValue(type.GetGenericTypeDefinition(), out var kind)
            ? kind
            : null;
}
