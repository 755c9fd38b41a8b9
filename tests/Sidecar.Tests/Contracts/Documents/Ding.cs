namespace CommonGround.Sidecar.Tests.Contracts.Documents;

/// <summary>What the contract's documents hold.</summary>
/// <param name="Naam">A name.</param>
/// <param name="Kenmerk">By what it can be found, or <see langword="null"/>.</param>
public sealed record Ding(string Naam, string? Kenmerk = null);
