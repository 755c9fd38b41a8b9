using System.ComponentModel.DataAnnotations;
using CommonGround.Platform.Privacy;

namespace Voorbeeld.Component.Aanvragen;

/// <summary>De persoon die iets aanvraagt.</summary>
public sealed record Aanvrager
{
    /// <summary>Het burgerservicenummer van de aanvrager.</summary>
    /// <example>999993653</example>
    public required Bsn Burgerservicenummer { get; init; }

    /// <summary>De naam waarmee de aanvrager aangesproken wil worden.</summary>
    /// <example>Suzanne Moulin</example>
    [StringLength(200, MinimumLength = 1)]
    public required string Naam { get; init; }
}
