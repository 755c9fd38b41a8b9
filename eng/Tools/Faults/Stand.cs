namespace CommonGround.Tools.Faults;

/// <summary>What the handler of the newest per subject was given last.</summary>
/// <param name="Onderwerp">The subject.</param>
/// <param name="Volgorde">The sequence.</param>
/// <param name="Terug">How often it was not newer than the one before.</param>
/// <param name="Schaduw">The id of the second document of the same decisions, which says the same.</param>
internal sealed record Stand(string Onderwerp, long Volgorde, int Terug, Guid Schaduw);
