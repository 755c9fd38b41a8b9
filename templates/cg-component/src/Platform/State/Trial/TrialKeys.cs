namespace CommonGround.Platform.State.Trial;

/// <summary>The keys of one trial, in the order in which its transactions have them.</summary>
internal sealed record TrialKeys(string Id)
{
    public string Before { get; } = StateKeys.Trial(Id, "before");

    /// <summary>The one that exists.</summary>
    public string Held { get; } = StateKeys.Trial(Id, "held");

    public string After { get; } = StateKeys.Trial(Id, "after");

    public string[] All => [Before, Held, After];
}
