namespace CommonGround.Platform.Events.DeadLetters;

/// <summary>A tenant that has or had dead letters.</summary>
/// <param name="Oin">Its number.</param>
internal sealed record LetterTenant(string Oin);
