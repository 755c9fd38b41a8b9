namespace CommonGround.Tools.Faults;

/// <summary>What became of the events of a trial.</summary>
/// <param name="Expected">Creations and deletions that were acknowledged, and resources that were changed.</param>
/// <param name="Missing">Of those, how many were not handled, or not to the newest.</param>
/// <param name="Doubled">Handled twice in effect, or though nobody was told that it happened.</param>
/// <param name="GoneBack">How often a handler of the newest per subject got one that was not newer.</param>
/// <param name="Poison">Events that no handler takes.</param>
/// <param name="OtherLetters">How many more dead letters there are than poison.</param>
internal sealed record EventOutcome(int Expected, int Missing, int Doubled, int GoneBack, int Poison, int OtherLetters)
{
    public bool IsGood => this is { Missing: 0, Doubled: 0, GoneBack: 0, OtherLetters: 0 };

    public override string ToString() =>
        $"{Expected} events expected, {Missing} missing, {Doubled} handled twice, {GoneBack} gone back; {Poison} poison, {OtherLetters} more dead letters than that";
}
