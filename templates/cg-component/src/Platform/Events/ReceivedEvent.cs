using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Events;

/// <summary>An event that another component published, as a handler gets it.</summary>
/// <typeparam name="T">The supplier's own type of the event's <c>data</c>.</typeparam>
public sealed record ReceivedEvent<T>
{
    /// <summary>The <c>id</c>, unique within <see cref="Source"/> (EVT-01).</summary>
    public required string Id { get; init; }

    /// <summary>Who published it, such as <c>urn:nld:oin:00000001823288444000:systeem:zaakregister</c> (EVT-03).</summary>
    public required string Source { get; init; }

    /// <summary>What happened, such as <c>nl.voorbeeld.zaak.afgesloten.v1</c> (EVT-04).</summary>
    public required string Type { get; init; }

    /// <summary>The resource that it happened to.</summary>
    public string? Subject { get; init; }

    /// <summary>When, as its publisher documents it (EVT-05).</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The version of the resource (EVT-07): deliveries keep no order.</summary>
    public long? Sequence { get; init; }

    /// <summary>The tenant it belongs to, as the subscription declares it. The changes are those of this tenant.</summary>
    public required Oin Tenant { get; init; }

    /// <summary>What the publisher says about it.</summary>
    public required T Data { get; init; }
}
