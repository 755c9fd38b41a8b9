namespace CommonGround.Tools.Faults;

/// <summary>An event that was handled, each time that it was.</summary>
internal sealed record Ontvangst(string Soort, string Onderwerp);
