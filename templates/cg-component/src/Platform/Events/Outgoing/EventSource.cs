using System.Diagnostics;
using System.Text.Json;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Events.Outgoing;

/// <summary>Makes the events of a change: a CloudEvent each, sealed into the entry of the commit (commit-log 1).</summary>
internal sealed class EventSource(EventCatalog catalog, SystemName system, EventSeal seal, IIdentifiers identifiers, TimeProvider time, IAccessLog? accesses = null)
    : IEventSource
{
    /// <summary>The largest event in bytes: what intermediaries have to pass on (EVT-09).</summary>
    public const int LargestEvent = 64 * 1024;

    public EntryEvent? OfChange(Oin tenant, DocumentChange change)
    {
        if (catalog.OfChanges(change.Collection) is not { } events)
        {
            return null;
        }

        return Make(
            tenant, events.Of(change.Kind), change.Collection, change.Id, change.Version, writer => events.Write(writer, change.Document));
    }

    public EntryEvent OfDecision<TData>(Oin tenant, string collection, Guid id, long version, TData data) =>
        Make(tenant, catalog.OfDecision(typeof(TData)), collection, id, version, writer => EventDeclaration<TData>.Write(writer, data));

    private EntryEvent Make(Oin tenant, EventDeclaration declaration, string collection, Guid id, long version, Action<Utf8JsonWriter> data)
    {
        var head = new EventHead(
            declaration, identifiers.NewDocument().ToString("D"), system.SourceOf(tenant), $"{collection}/{id:D}", version, time.GetUtcNow(), TraceParent());
        var cloudEvent = CloudEventWriter.Write(head, data);
        if (cloudEvent.Length > LargestEvent)
        {
            throw new ChangeTooLargeException(
                $"The event {declaration.Type} about {head.Subject} would have {cloudEvent.Length} bytes, and events have at most {LargestEvent} (EVT-09): " +
                "let it refer to the resource instead of holding it.");
        }

        return new EntryEvent(declaration.Topic, head.Id, tenant.ToString(), head.Subject, version, seal.Seal(tenant, head.Id, cloudEvent.Span))
        {
            TraceParent = head.TraceParent,
        };
    }

    // The line of the act where it leaves one, so that a line of the subscriber has a parent that is in the Logboek (LDV-03).
    private string? TraceParent() => accesses?.TraceParent ?? (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null);
}
