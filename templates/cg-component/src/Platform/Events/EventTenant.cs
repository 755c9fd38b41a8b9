using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Events;

/// <summary>Which tenant a received event belongs to. It is declared with the subscription, never taken from the event unchecked.</summary>
public sealed class EventTenant
{
    private EventTenant(Oin? tenant, bool isOwn) => (Tenant, IsOwn) = (tenant, isOwn);

    /// <summary>
    /// The organization that the event's <c>source</c> names, where the setting <c>Subscriptions:TrustedSources</c> has that source.
    /// Events of other sources go to the dead letters.
    /// </summary>
    public static EventTenant OfSource { get; } = new(null, false);

    /// <summary>The component's own organization, whoever published the event. Only with <c>Tenancy:Mode</c> Single.</summary>
    public static EventTenant Own { get; } = new(null, true);

    internal Oin? Tenant { get; }

    internal bool IsOwn { get; }

    /// <summary>One organization, whoever published the event.</summary>
    public static EventTenant Of(Oin tenant) => new(tenant, false);
}
