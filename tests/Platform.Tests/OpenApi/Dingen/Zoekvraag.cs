using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Tests.OpenApi.Dingen;

/// <summary>Waarop dingen gezocht worden.</summary>
public sealed record Zoekvraag
{
    /// <summary>Het burgerservicenummer van de eigenaar.</summary>
    /// <example>999993653</example>
    public required Bsn Burgerservicenummer { get; init; }
}
