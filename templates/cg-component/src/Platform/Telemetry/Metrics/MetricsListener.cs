using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CommonGround.Platform.Telemetry.Metrics;

/// <summary>
/// Collects what the meters of this component report, for <c>/metrics</c>. OpenTelemetry's Prometheus exporter has no stable
/// release, and this costs a look-up and an addition per measurement.
/// </summary>
internal sealed class MetricsListener : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, InstrumentSeries> _instruments = new();
    private readonly Lock _scraping = new();
    private readonly IMeterFactory _meters;
    private readonly ServiceIdentity _service;

    public MetricsListener(IMeterFactory meters, ServiceIdentity service)
    {
        _meters = meters;
        _service = service;
        _listener.InstrumentPublished = Listen;
        _listener.MeasurementsCompleted = (instrument, _) => _instruments.TryRemove(instrument, out var _);
        _listener.SetMeasurementEventCallback<byte>(static (_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<short>(static (_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<float>(static (_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, state) => Record((double)value, tags, state));
    }

    public void Start() => _listener.Start();

    /// <returns>All metrics as Prometheus reads them.</returns>
    public string Scrape()
    {
        lock (_scraping)
        {
            foreach (var instrument in _instruments.Values)
            {
                instrument.ForgetObserved();
            }

            _listener.RecordObservableInstruments();
            return PrometheusText.Write(_service, _instruments.Values);
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Listen(Instrument instrument, MeterListener listener)
    {
        if (IsOurs(instrument.Meter) && InstrumentSeries.For(instrument) is { } series)
        {
            _instruments[instrument] = series;
            listener.EnableMeasurementEvents(instrument, series);
        }
    }

    /// <summary>
    /// A meter without scope belongs to the process; one of another host in it, as tests have, is not ours. ASP.NET Core's other
    /// meters (routing, memory pool, authentication, authorization) count each request once more, at a tenth of its cost.
    /// </summary>
    private bool IsOurs(Meter meter) =>
        (meter.Scope is null || ReferenceEquals(meter.Scope, _meters))
        && (meter.Name is "Microsoft.AspNetCore.Hosting" or "Microsoft.AspNetCore.Server.Kestrel" or "System.Runtime"
            || meter.Name.StartsWith("CommonGround.", StringComparison.Ordinal));

    private static void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
        ((InstrumentSeries)state!).Record(value, tags);
}
