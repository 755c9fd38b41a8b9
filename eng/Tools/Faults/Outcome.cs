namespace CommonGround.Tools.Faults;

/// <summary>What a trial found.</summary>
/// <param name="Acknowledged">Changes that a client was told were made.</param>
/// <param name="Lost">Of those, how many are not there, or their event was not handled.</param>
/// <param name="Doubled">What is there twice, or was done or handled although nobody was told so.</param>
/// <param name="Unfinished">Logs that were not drained, or not archived.</param>
/// <param name="EventsAreGood">Whether all else about the events is as it should be.</param>
internal sealed record Outcome(int Acknowledged, int Lost, int Doubled, int Unfinished, bool EventsAreGood)
{
    public bool IsGood => this is { Lost: 0, Doubled: 0, Unfinished: 0, EventsAreGood: true };

    public static Outcome operator +(Outcome one, Outcome other) => new(
        one.Acknowledged + other.Acknowledged, one.Lost + other.Lost, one.Doubled + other.Doubled, one.Unfinished + other.Unfinished,
        one.EventsAreGood && other.EventsAreGood);
}
