namespace Voorbeeld.Component.Aanvragen;

/// <summary>Hoe ver een aanvraag is.</summary>
public enum AanvraagStatus
{
    /// <summary>Ingediend en nog niet bekeken.</summary>
    Ingediend,

    /// <summary>Een medewerker is ermee bezig.</summary>
    InBehandeling,

    /// <summary>Afgehandeld. De aanvraag kan niet meer worden gewijzigd, wel verwijderd.</summary>
    Afgehandeld,
}
