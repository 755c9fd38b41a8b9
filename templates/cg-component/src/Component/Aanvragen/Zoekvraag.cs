using CommonGround.Platform.Privacy;

namespace Voorbeeld.Component.Aanvragen;

/// <summary>Waarop aanvragen gezocht worden. Een burgerservicenummer staat in de body, nooit in een URL (ADR-31).</summary>
public sealed record Zoekvraag
{
    /// <summary>Het burgerservicenummer van de aanvrager.</summary>
    /// <example>999993653</example>
    public required Bsn Burgerservicenummer { get; init; }
}
