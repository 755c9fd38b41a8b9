namespace CommonGround.Platform.Events;

/// <summary>Which events a subscription handles. Deliveries keep no order, and come more than once.</summary>
public enum WhichEvents
{
    /// <summary>Each event once, in whatever order they come.</summary>
    Every,

    /// <summary>
    /// None that is older than one that was handled of its subject, by its <c>sequence</c> (EVT-07): those are acknowledged and counted. Events
    /// with the same sequence are of one commit, and each counts once. The subscriptions of one topic share what the newest is.
    /// </summary>
    NewestPerSubject,
}
