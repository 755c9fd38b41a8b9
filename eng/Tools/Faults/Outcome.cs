namespace CommonGround.Tools.Faults;

/// <summary>What a trial found.</summary>
/// <param name="Acknowledged">Changes that a client was told were made.</param>
/// <param name="Lost">Of those, how many are not there.</param>
/// <param name="Doubled">What is there twice, or was done although nobody was told so.</param>
/// <param name="Unfinished">Logs that were not drained, or not archived.</param>
internal sealed record Outcome(int Acknowledged, int Lost, int Doubled, int Unfinished)
{
    public bool IsGood => this is { Lost: 0, Doubled: 0, Unfinished: 0 };

    public static Outcome operator +(Outcome one, Outcome other) => new(
        one.Acknowledged + other.Acknowledged, one.Lost + other.Lost, one.Doubled + other.Doubled, one.Unfinished + other.Unfinished);
}
