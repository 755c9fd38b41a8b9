namespace CommonGround.Tools.Faults;

/// <summary>What became of the events of a leg.</summary>
internal sealed record EventOutcome
{
    /// <summary>Creations and deletions that were acknowledged, and resources that were changed.</summary>
    public int Expected { get; init; }

    /// <summary>Of those, how many were not handled, or not to the newest.</summary>
    public int Missing { get; init; }

    /// <summary>Handled twice in effect, or though nobody was told that it happened.</summary>
    public int Twice { get; init; }

    /// <summary>How often a handler of the newest per subject got one that was not newer.</summary>
    public int GoneBack { get; init; }

    /// <summary>Decisions of a handler of which one document is there as decided, and the other is not.</summary>
    public int Halves { get; init; }

    /// <summary>Events that their handler drops.</summary>
    public int Dropped { get; init; }

    /// <summary>Events that their handler wants again, until the tries are over.</summary>
    public int Retried { get; init; }

    /// <summary>Of both, how many are not among the dead letters.</summary>
    public int NotFound { get; init; }

    /// <summary>Dead letters of no such event.</summary>
    public int OtherLetters { get; init; }

    public bool IsGood => this is { Missing: 0, Twice: 0, GoneBack: 0, Halves: 0, NotFound: 0, OtherLetters: 0 };

    public static EventOutcome operator +(EventOutcome one, EventOutcome other) => new()
    {
        Expected = one.Expected + other.Expected,
        Missing = one.Missing + other.Missing,
        Twice = one.Twice + other.Twice,
        GoneBack = one.GoneBack + other.GoneBack,
        Halves = one.Halves + other.Halves,
        Dropped = one.Dropped + other.Dropped,
        Retried = one.Retried + other.Retried,
        NotFound = one.NotFound + other.NotFound,
        OtherLetters = one.OtherLetters + other.OtherLetters,
    };

    public override string ToString() =>
        $"{Expected} events, {Missing} missing, {Twice} handled twice, {GoneBack} gone back, {Halves} halves; " +
        $"{Dropped + Retried} poison ({Retried} by RETRY), {NotFound} not among the dead letters, {OtherLetters} others there";
}
