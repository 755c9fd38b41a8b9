namespace CommonGround.Tools.Faults;

internal sealed record Aanvrager(string Burgerservicenummer, string Naam);
