using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CommonGround.Platform.Telemetry.Metrics;

/// <summary>An instrument and its series, one per set of tags.</summary>
internal sealed class InstrumentSeries
{
    // OpenTelemetry's default. What comes beyond is counted in one series, so that no caller can fill the memory.
    private const int MaxSeries = 2000;

    private readonly ConcurrentDictionary<TagSet, Series> _series = new(TagSetComparer.Instance);
    private readonly ConcurrentDictionary<TagSet, Series>.AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> _bySpan;
    private readonly double[]? _bounds;
    private readonly bool _observed;

    private InstrumentSeries(Instrument instrument, MetricKind kind, double[]? bounds)
    {
        Instrument = instrument;
        Kind = kind;
        _bounds = bounds;
        _observed = instrument.IsObservable;
        _bySpan = _series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
    }

    public Instrument Instrument { get; }

    public MetricKind Kind { get; }

    /// <summary>The series by their tags in order, each once.</summary>
    public IEnumerable<KeyValuePair<TagSet, Series>> All => _series.Where(series => series.Key.IsSorted);

    /// <returns>An empty collection, or <see langword="null"/> for a kind of instrument that this version does not know.</returns>
    public static InstrumentSeries? For(Instrument instrument) => MetricKinds.Of(instrument) switch
    {
        null => null,
        MetricKind.Histogram => new(instrument, MetricKind.Histogram, HistogramBounds.Of(instrument)),
        { } kind => new(instrument, kind, null),
    };

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!_bySpan.TryGetValue(tags, out var series))
        {
            series = Add(tags);
        }

        if (_observed || Kind == MetricKind.Gauge)
        {
            series.Set(value);
        }
        else
        {
            series.Add(value);
        }
    }

    /// <summary>An observed series that is not reported again has ended.</summary>
    public void ForgetObserved()
    {
        if (_observed)
        {
            _series.Clear();
        }
    }

    /// <summary>The same tags in another order are the same series; both orders are remembered.</summary>
    private Series Add(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_series.Count >= MaxSeries)
        {
            return _series.GetOrAdd(TagSet.Overflow, New);
        }

        var given = TagSet.Of(tags);
        var series = _series.GetOrAdd(given.Sorted(), New);
        _series.TryAdd(given, series);
        return series;
    }

    private Series New(TagSet tags) => new(_bounds);
}
