using CommonGround.Platform.Api;

namespace Voorbeeld.Component.Aanvragen;

/// <summary>An aanvraag as it is stored, with the rules of the domain.</summary>
internal sealed record Aanvraag
{
    public required string Onderwerp { get; init; }

    public required DateOnly GewensteDatum { get; init; }

    public required Aanvrager Aanvrager { get; init; }

    public string? Toelichting { get; init; }

    public required AanvraagStatus Status { get; init; }

    public required DateTimeOffset IngediendOp { get; init; }

    public static Aanvraag Indienen(AanvraagInvoer invoer, DateTimeOffset nu) => new()
    {
        Onderwerp = invoer.Onderwerp,
        GewensteDatum = invoer.GewensteDatum,
        Aanvrager = invoer.Aanvrager,
        Toelichting = invoer.Toelichting,
        Status = invoer.Status ?? AanvraagStatus.Ingediend,
        IngediendOp = nu,
    };

    public Aanvraag Wijzig(AanvraagInvoer invoer) =>
        Status is AanvraagStatus.Afgehandeld
            ? throw new ConflictException("Een afgehandelde aanvraag kan niet meer worden gewijzigd.")
            : this with
            {
                Onderwerp = invoer.Onderwerp,
                GewensteDatum = invoer.GewensteDatum,
                Aanvrager = invoer.Aanvrager,
                Toelichting = invoer.Toelichting,
                Status = invoer.Status ?? Status,
            };

    public Aanvraag HandelAf() => this with { Status = AanvraagStatus.Afgehandeld };
}
