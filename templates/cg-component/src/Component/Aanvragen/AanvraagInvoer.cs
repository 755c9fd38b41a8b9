using System.ComponentModel.DataAnnotations;

namespace Voorbeeld.Component.Aanvragen;

/// <summary>Wat een afnemer van een aanvraag opgeeft.</summary>
public sealed record AanvraagInvoer
{
    /// <summary>Waar de aanvraag over gaat, in één zin.</summary>
    /// <example>Uitvaart op de Oosterbegraafplaats</example>
    [StringLength(200, MinimumLength = 1)]
    public required string Onderwerp { get; init; }

    /// <summary>De dag waarop de aanvrager het graag wil.</summary>
    /// <example>2027-03-15</example>
    public required DateOnly GewensteDatum { get; init; }

    /// <summary>Wie de aanvraag doet.</summary>
    public required Aanvrager Aanvrager { get; init; }

    /// <summary>Wat de behandelaar verder moet weten.</summary>
    /// <example>Graag een plaats bij de vijver.</example>
    [StringLength(4000)]
    public string? Toelichting { get; init; }

    /// <summary>Hoe ver de aanvraag is. Wie het weglaat, laat het zoals het is; een nieuwe aanvraag is ingediend.</summary>
    /// <example>ingediend</example>
    public AanvraagStatus? Status { get; init; }

    internal static AanvraagInvoer Van(Aanvraag aanvraag) => new()
    {
        Onderwerp = aanvraag.Onderwerp,
        GewensteDatum = aanvraag.GewensteDatum,
        Aanvrager = aanvraag.Aanvrager,
        Toelichting = aanvraag.Toelichting,
        Status = aanvraag.Status,
    };
}
