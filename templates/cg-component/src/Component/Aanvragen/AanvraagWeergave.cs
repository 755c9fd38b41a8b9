using CommonGround.Platform.State;

namespace Voorbeeld.Component.Aanvragen;

/// <summary>Een aanvraag zoals de API die toont.</summary>
public sealed record AanvraagWeergave
{
    /// <summary>De sleutel van de aanvraag.</summary>
    /// <example>019a9f3e-5c1d-7a3b-9f00-3d8d0c5b7e21</example>
    public required Guid Id { get; init; }

    /// <summary>Waar de aanvraag over gaat, in één zin.</summary>
    /// <example>Uitvaart op de Oosterbegraafplaats</example>
    public required string Onderwerp { get; init; }

    /// <summary>De dag waarop de aanvrager het graag wil.</summary>
    /// <example>2027-03-15</example>
    public required DateOnly GewensteDatum { get; init; }

    /// <summary>Wie de aanvraag doet.</summary>
    public required Aanvrager Aanvrager { get; init; }

    /// <summary>Wat de behandelaar verder moet weten.</summary>
    /// <example>Graag een plaats bij de vijver.</example>
    public string? Toelichting { get; init; }

    /// <summary>Hoe ver de aanvraag is.</summary>
    /// <example>ingediend</example>
    public required AanvraagStatus Status { get; init; }

    /// <summary>Het tijdstip waarop de aanvraag binnenkwam.</summary>
    /// <example>2027-01-04T09:30:00Z</example>
    public required DateTimeOffset IngediendOp { get; init; }

    internal static AanvraagWeergave Van(Document<Aanvraag> document) => new()
    {
        Id = document.Id,
        Onderwerp = document.Data.Onderwerp,
        GewensteDatum = document.Data.GewensteDatum,
        Aanvrager = document.Data.Aanvrager,
        Toelichting = document.Data.Toelichting,
        Status = document.Data.Status,
        IngediendOp = document.Data.IngediendOp,
    };
}
