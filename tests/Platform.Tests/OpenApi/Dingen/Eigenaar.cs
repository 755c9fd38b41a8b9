using System.ComponentModel.DataAnnotations;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Tests.OpenApi.Dingen;

/// <summary>De persoon van wie iets is.</summary>
public sealed record Eigenaar
{
    /// <summary>Het burgerservicenummer van de eigenaar.</summary>
    /// <example>999993653</example>
    public required Bsn Burgerservicenummer { get; init; }

    /// <summary>De naam van de eigenaar.</summary>
    /// <example>Suzanne Moulin</example>
    [StringLength(200, MinimumLength = 1)]
    public required string Naam { get; init; }
}
