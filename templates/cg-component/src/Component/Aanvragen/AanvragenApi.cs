using CommonGround.Platform.Api;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.Events;
using CommonGround.Platform.Logging;
using CommonGround.Platform.State;

namespace Voorbeeld.Component.Aanvragen;

/// <summary>Aanvragen indienen, bekijken, wijzigen en zoeken.</summary>
internal static class AanvragenApi
{
    private const string Lezen = "aanvragen.lezen";
    private const string Schrijven = "aanvragen.schrijven";
    private const string Zoeken = "aanvragen.zoeken";

    // Waarvoor persoonsgegevens worden gebruikt; zie processing-activities.json.
    private const string Behandelen = "aanvraag-behandelen";
    private const string Opzoeken = "aanvraag-zoeken";

    internal static readonly Collection<Aanvraag> Aanvragen = new Collection<Aanvraag>("aanvragen")
        .LookUp("bsn", aanvraag => aanvraag.Aanvrager.Burgerservicenummer);

    public static void AddAanvragen(this WebApplicationBuilder builder) =>
        builder.PublishChanges(Aanvragen, "nl.voorbeeld.aanvraag", AanvraagGebeurtenis.Van);

    public static void MapAanvragen(this IEndpointRouteBuilder api)
    {
        var aanvragen = api.MapGroup("/aanvragen").WithTags("Aanvragen").Processes(Behandelen);

        aanvragen.MapPost("", Create).RequireScope(Schrijven).DescribesCreate<AanvraagWeergave>();
        aanvragen.MapGet("", List).RequireScope(Lezen).DescribesList<AanvraagWeergave>();
        aanvragen.MapGet("/{id:guid}", Get).RequireScope(Lezen).DescribesGet<AanvraagWeergave>();
        aanvragen.MapPut("/{id:guid}", Replace).RequireScope(Schrijven).DescribesReplace<AanvraagWeergave>();
        aanvragen.MapPatch("/{id:guid}", Change).RequireScope(Schrijven).DescribesChange<AanvraagWeergave>();
        aanvragen.MapDelete("/{id:guid}", Delete).RequireScope(Schrijven).DescribesDelete();
        aanvragen.MapPost("/_zoek", Search).RequireScope(Zoeken).Processes(Opzoeken).DescribesSearch<AanvraagWeergave>();

        api.Subscribe<AanvraagAfgehandeld>("zaken", "nl.voorbeeld.zaak.aanvraag-afgehandeld.v1", HandelAf, EventTenant.OfSource, WhichEvents.Every, Behandelen);
    }

    /// <summary>Dien een aanvraag in</summary>
    internal static Task<IResult> Create(ResourceRequest request, Body<AanvraagInvoer> invoer, TimeProvider klok) =>
        request.CreateAsync(Aanvragen, Aanvraag.Indienen(invoer.Value, klok.GetUtcNow()), AanvraagWeergave.Van);

    /// <summary>Toon de aanvragen, van oud naar nieuw</summary>
    internal static Task<IResult> List(ResourceRequest request, [AsParameters] Paging bladeren) =>
        request.ListAsync(Aanvragen, bladeren, AanvraagWeergave.Van);

    /// <summary>Toon een aanvraag</summary>
    internal static Task<IResult> Get(ResourceRequest request, Guid id) =>
        request.GetAsync(Aanvragen, id, AanvraagWeergave.Van);

    /// <summary>Vervang een aanvraag</summary>
    internal static Task<IResult> Replace(ResourceRequest request, Guid id, Body<AanvraagInvoer> invoer) =>
        request.ReplaceAsync(Aanvragen, id, aanvraag => aanvraag.Wijzig(invoer.Value), AanvraagWeergave.Van);

    /// <summary>Wijzig een deel van een aanvraag</summary>
    internal static Task<IResult> Change(ResourceRequest request, Guid id, MergePatch<AanvraagInvoer> wijziging) =>
        request.PatchAsync(
            Aanvragen, id, AanvraagInvoer.Van, wijziging, (aanvraag, invoer) => aanvraag.Wijzig(invoer), AanvraagWeergave.Van);

    /// <summary>Verwijder een aanvraag</summary>
    internal static Task<IResult> Delete(ResourceRequest request, Guid id) => request.DeleteAsync(Aanvragen, id);

    /// <summary>Zoek de aanvragen van een persoon</summary>
    internal static Task<IResult> Search(ResourceRequest request, Body<Zoekvraag> vraag, [AsParameters] Paging bladeren) =>
        request.SearchAsync(Aanvragen, "bsn", vraag.Value.Burgerservicenummer, bladeren, AanvraagWeergave.Van);

    /// <summary>Een afgesloten zaak handelt de aanvraag af waaruit die voortkwam.</summary>
    internal static async Task<EventAnswer> HandelAf(IChanges changes, ReceivedEvent<AanvraagAfgehandeld> melding, CancellationToken cancellationToken)
    {
        // Is de aanvraag intussen verwijderd, dan valt er niets af te handelen.
        if (await changes.GetAsync(Aanvragen, melding.Data.AanvraagId, cancellationToken) is { } aanvraag)
        {
            changes.Replace(Aanvragen, aanvraag, aanvraag.Data.HandelAf());
        }

        return EventAnswer.Success;
    }
}
