namespace CommonGround.Platform.Events.DeadLetters;

/// <summary>The end of a replay.</summary>
/// <param name="End">What became of the letter.</param>
/// <param name="Text">What was done with it, or why it stays; then it may hold personal data.</param>
internal sealed record Replayed(ReplayEnd End, string Text);
