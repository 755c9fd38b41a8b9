using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CommonGround.Platform.Events;
using CommonGround.Platform.State;

namespace CommonGround.Sidecar.Tests.Contracts.Events;

/// <summary>The handler of the contract's events: it does what an event says, and notes how often it was asked.</summary>
public sealed class EventLog : IDisposable
{
    public const string Topic = "proef";
    public const string Type = "nl.voorbeeld.proef.gebeurd.v1";

    private readonly ConcurrentDictionary<string, int> _tries = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private int _putAside;

    /// <summary>
    /// What the handler leaves: a document for each event, as often as it was handled in effect. That it ran says nothing: of two runs at
    /// once one is not committed.
    /// </summary>
    public static Collection<Gebeurd> Effects { get; } = new("gebeurd");

    /// <summary>How many events were put with the dead letters.</summary>
    public int PutAside => Volatile.Read(ref _putAside);

    public int TriesOf(string id) => _tries.GetValueOrDefault(id);

    /// <param name="meters">Those of the component: other tests have components too.</param>
    public void Follow(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "commonground.events.dead_letters.put" && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref _putAside, (int)count));
        _listener.Start();
    }

    public Task<EventAnswer> HandleAsync(IChanges changes, ReceivedEvent<Proefbericht> received, CancellationToken cancellationToken)
    {
        var tries = _tries.AddOrUpdate(received.Id, 1, (_, before) => before + 1);
        return Task.FromResult(received.Data.Verloop switch
        {
            "goed" => Done(changes, received),
            "tweemaal" => tries > 2 ? Done(changes, received) : EventAnswer.Retry("nog niet"),
            "gooit" => tries > 1 ? Done(changes, received) : throw new InvalidOperationException("The handler of this test throws."),
            "weg" => EventAnswer.Drop("nooit"),
            _ => EventAnswer.Retry("nooit"),
        });
    }

    public void Dispose() => _listener.Dispose();

    private static EventAnswer Done(IChanges changes, ReceivedEvent<Proefbericht> received)
    {
        changes.Create(Effects, new Gebeurd(received.Id, received.Subject));
        return EventAnswer.Success;
    }
}
