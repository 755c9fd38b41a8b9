using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace CommonGround.Platform.Events;

/// <summary>What became of received events, and how many dead letters there are.</summary>
internal sealed class EventMetrics
{
    private readonly Counter<long> _received;
    private readonly Counter<long> _putAside;
    private StrongBox<long>? _letters;

    public EventMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(EventMeter.Name);
        _received = meter.CreateCounter<long>("commonground.events.received", "{event}", "Deliveries of events, by what became of them.");
        _putAside = meter.CreateCounter<long>("commonground.events.dead_letters.put", "{event}", "Events that were put with the dead letters, received or published.");
        meter.CreateObservableGauge(
            "commonground.events.dead_letters.count", Letters, "{event}", "Dead letters of all tenants, as last counted.");
    }

    public void Received(string result) => _received.Add(1, new KeyValuePair<string, object?>("commonground.events.result", result));

    public void PutAside() => _putAside.Add(1);

    public void Counted(long letters) => Volatile.Write(ref _letters, new(letters));

    // Nothing before the first count: a 0 would say that there are none.
    private IEnumerable<Measurement<long>> Letters() => Volatile.Read(ref _letters) is { } counted ? [new(counted.Value)] : [];
}
