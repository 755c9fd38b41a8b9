using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.Logging.Delivery;

/// <summary>A line of a log that its Logboek has not acknowledged.</summary>
/// <param name="number">The number of its entry.</param>
/// <param name="index">Its place in the entry.</param>
/// <param name="line">The line.</param>
internal sealed class WaitingLine(long number, int index, EntryLine line)
{
    public long Number => number;

    public int Index => index;

    public EntryLine Line => line;

    public Oin Tenant { get; } = Oin.Parse(line.Owner);

    /// <summary>Acknowledged.</summary>
    public bool IsDone { get; set; }

    /// <summary>How often it was refused for itself.</summary>
    public int Refusals { get; private set; }

    /// <summary>From when on it goes again, by <see cref="TimeProvider.GetTimestamp"/>; never before its time where it was not refused.</summary>
    public long DueAt { get; private set; } = long.MinValue;

    public void Refuse(long dueAt) => (Refusals, DueAt) = (Refusals + 1, dueAt);
}
