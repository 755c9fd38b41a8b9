using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Events.Outgoing;

/// <summary>An event of a log that one destination has not acknowledged, and how often it did not take it.</summary>
/// <param name="number">The number of its entry.</param>
/// <param name="index">Its place in the entry.</param>
/// <param name="left">The event.</param>
internal sealed class WaitingEvent(long number, int index, EntryEvent left)
{
    private long _acknowledgedBefore;

    public long Number => number;

    public int Index => index;

    public EntryEvent Event => left;

    public Oin Tenant { get; } = Oin.Parse(left.Tenant);

    /// <summary>What orders it: the events of one subject go one after the other (commit-log 13).</summary>
    public (string Tenant, string Subject) Subject => (left.Tenant, left.Subject);

    /// <summary>Acknowledged, or put aside.</summary>
    public bool IsDone { get; set; }

    /// <summary>How often it failed for itself, others having been acknowledged in between.</summary>
    public int Failures { get; private set; }

    /// <summary>It failed, and it was the event and not the call.</summary>
    /// <param name="acknowledged">How many events the destination has acknowledged so far.</param>
    public void Fail(long acknowledged)
    {
        if (Failures == 0 || acknowledged > _acknowledgedBefore)
        {
            (Failures, _acknowledgedBefore) = (Failures + 1, acknowledged);
        }
    }
}
