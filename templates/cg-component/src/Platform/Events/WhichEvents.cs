namespace CommonGround.Platform.Events;

/// <summary>Which events a subscription handles. Deliveries keep no order, and come more than once.</summary>
public enum WhichEvents
{
    /// <summary>Each event once, in whatever order they come.</summary>
    Every,

    /// <summary>
    /// Only one that is newer than all that were handled of its subject, by its <c>sequence</c> (EVT-07). Older ones are acknowledged and
    /// counted. The subscriptions of one topic share what the newest is.
    /// </summary>
    NewestPerSubject,
}
