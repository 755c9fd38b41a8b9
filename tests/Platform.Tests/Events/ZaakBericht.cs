namespace CommonGround.Platform.Tests.Events;

/// <summary>What the events of these tests say.</summary>
internal sealed record ZaakBericht
{
    public required string Zaak { get; init; }
}
