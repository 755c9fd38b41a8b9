namespace CommonGround.Sidecar.Tests.Contracts.Events;

/// <summary>What the handler of the contract's events leaves.</summary>
/// <param name="Gebeurtenis">The id of the event.</param>
/// <param name="Onderwerp">What the event is about.</param>
public sealed record Gebeurd(string Gebeurtenis, string? Onderwerp);
