namespace Voorbeeld.Component.Aanvragen;

/// <summary>Hoe ver een aanvraag is.</summary>
public enum AanvraagStatus
{
    /// <summary>Ingediend en nog niet bekeken.</summary>
    Ingediend,

    /// <summary>Een medewerker is ermee bezig.</summary>
    InBehandeling,

    /// <summary>Afgehandeld. De aanvraag verandert niet meer.</summary>
    Afgehandeld,
}
