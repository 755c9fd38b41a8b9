namespace Voorbeeld.Component.Aanvragen;

/// <summary>Wat het zaakregister meldt als de zaak is afgesloten die uit een aanvraag voortkwam.</summary>
internal sealed record AanvraagAfgehandeld
{
    /// <summary>De sleutel van de aanvraag.</summary>
    public required Guid AanvraagId { get; init; }
}
