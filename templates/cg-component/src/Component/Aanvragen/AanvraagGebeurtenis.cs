using CommonGround.Platform.State;

namespace Voorbeeld.Component.Aanvragen;

/// <summary>Wat een gebeurtenis over een aanvraag zegt: waar het over gaat, en niets over een persoon.</summary>
internal sealed record AanvraagGebeurtenis(Guid Id, AanvraagStatus Status)
{
    public static AanvraagGebeurtenis Van(Document<Aanvraag> document) => new(document.Id, document.Data.Status);
}
