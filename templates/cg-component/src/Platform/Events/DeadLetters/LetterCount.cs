namespace CommonGround.Platform.Events.DeadLetters;

/// <summary>A part of how many dead letters a tenant has. It changes in the commit of the letter.</summary>
internal sealed record LetterCount(long Letters);
