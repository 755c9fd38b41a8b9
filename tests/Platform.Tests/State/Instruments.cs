using System.Diagnostics.Metrics;

namespace CommonGround.Platform.Tests.State;

/// <summary>What a host's state measures, from here on. A series is named <c>name</c> or <c>name{value,value}</c>, by the values of its tags.</summary>
internal sealed class Instruments : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<double>> _measured = [];

    public Instruments(StateHost host)
    {
        var meters = host.Get<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>What was added or recorded, in order.</summary>
    public IReadOnlyList<double> Measured(string series)
    {
        lock (_lock)
        {
            return [.. _measured.GetValueOrDefault(series) ?? []];
        }
    }

    /// <summary>What an observed instrument says now.</summary>
    public double Observe(string series) => TryObserve(series) ?? throw new InvalidOperationException($"Nothing is said of {series}.");

    /// <summary>What an observed instrument says now, if it has the series yet.</summary>
    public double? TryObserve(string series)
    {
        _listener.RecordObservableInstruments();
        return Measured(series) is [.., var last] ? last : null;
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var values = string.Join(',', tags.ToArray().Select(tag => tag.Value));
        var series = values.Length == 0 ? instrument.Name : $"{instrument.Name}{{{values}}}";
        lock (_lock)
        {
            if (!_measured.TryGetValue(series, out var list))
            {
                _measured.Add(series, list = []);
            }

            list.Add(value);
        }
    }
}
