using CommonGround.Tools.Faults.Lines;

namespace CommonGround.Tools.Faults;

/// <summary>What a leg found.</summary>
/// <param name="Acknowledged">Changes that a client was told were made.</param>
/// <param name="Lost">Of those, how many are not there.</param>
/// <param name="Doubled">What is there twice, or was done although nobody was told so.</param>
/// <param name="RefusedThoughMade">Changes that were answered 412 and are there.</param>
/// <param name="Events">What became of the events.</param>
/// <param name="Lines">What became of the lines of both logs.</param>
/// <param name="Edits">What the component's own verification found.</param>
/// <param name="Unfinished">Logs that were not drained, or not archived.</param>
/// <param name="Kills">How often replicas were killed, and started again.</param>
internal sealed record Outcome(int Acknowledged, int Lost, int Doubled, int RefusedThoughMade, EventOutcome Events, LineOutcome Lines, EditOutcome Edits, int Unfinished, int Kills)
{
    public bool IsGood => this is { Lost: 0, Doubled: 0, RefusedThoughMade: 0, Events.IsGood: true, Lines.IsGood: true, Edits.IsGood: true, Unfinished: 0 };

    public static Outcome operator +(Outcome one, Outcome other) => new(
        one.Acknowledged + other.Acknowledged,
        one.Lost + other.Lost,
        one.Doubled + other.Doubled,
        one.RefusedThoughMade + other.RefusedThoughMade,
        one.Events + other.Events,
        one.Lines + other.Lines,
        one.Edits + other.Edits,
        one.Unfinished + other.Unfinished,
        one.Kills + other.Kills);

    public override string ToString() =>
        $"{Acknowledged} acknowledged, {Lost} lost, {Doubled} doubled, {RefusedThoughMade} answered 412 that had won; {Events}; {Lines}; {Edits}; " +
        $"{Unfinished} logs not drained or archived; {Kills} kill -9 cycles";
}
