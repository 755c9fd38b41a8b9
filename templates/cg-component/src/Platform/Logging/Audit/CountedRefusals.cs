namespace CommonGround.Platform.Logging.Audit;

/// <summary>Refusals that got no line of their own.</summary>
/// <param name="Source">Whose.</param>
/// <param name="Count">How many.</param>
/// <param name="Since">When the first of them came.</param>
internal sealed record CountedRefusals(RefusalSource Source, long Count, DateTimeOffset Since);
