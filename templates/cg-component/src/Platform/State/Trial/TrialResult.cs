namespace CommonGround.Platform.State.Trial;

/// <summary>What came of a trial.</summary>
/// <param name="Outcome">Whether the store can be used.</param>
/// <param name="Seen">What it did, where it did not pass; without key or value.</param>
internal readonly record struct TrialResult(TrialOutcome Outcome, string Seen);
