using CommonGround.Platform.Api;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.Logging;
using CommonGround.Platform.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CommonGround.Platform.Tests.Api;

/// <summary>A resource as a supplier writes it.</summary>
internal static class MeldingenApi
{
    private static readonly Collection<Melding> Meldingen = new Collection<Melding>("meldingen")
        .LookUp("bsn", melding => melding.Invoer.Melder.Burgerservicenummer);

    public static void MapMeldingen(this IEndpointRouteBuilder api)
    {
        var meldingen = api.MapGroup("/meldingen").WithTags("Meldingen").Processes("aanvraag-behandelen");

        meldingen.MapPost("", Create).RequireScope("schrijven").DescribesCreate<MeldingWeergave>();
        meldingen.MapGet("", List).RequireScope("lezen").DescribesList<MeldingWeergave>();
        meldingen.MapGet("/{id:guid}", Get).RequireScope("lezen").DescribesGet<MeldingWeergave>();
        meldingen.MapPut("/{id:guid}", Replace).RequireScope("schrijven").DescribesReplace<MeldingWeergave>();
        meldingen.MapPatch("/{id:guid}", Change).RequireScope("schrijven").DescribesChange<MeldingWeergave>();
        meldingen.MapDelete("/{id:guid}", Delete).RequireScope("schrijven").DescribesDelete();
        meldingen.MapPost("/_zoek", Search).RequireScope("lezen").DescribesSearch<MeldingWeergave>();
    }

    private static Task<IResult> Create(ResourceRequest request, Body<MeldingInvoer> invoer) =>
        request.CreateAsync(Meldingen, new Melding(invoer.Value, false), MeldingWeergave.Van);

    private static Task<IResult> List(ResourceRequest request, [AsParameters] Paging paging) =>
        request.ListAsync(Meldingen, paging, MeldingWeergave.Van);

    private static Task<IResult> Get(ResourceRequest request, Guid id) => request.GetAsync(Meldingen, id, MeldingWeergave.Van);

    private static Task<IResult> Replace(ResourceRequest request, Guid id, Body<MeldingInvoer> invoer) =>
        request.ReplaceAsync(Meldingen, id, melding => melding.Wijzig(invoer.Value), MeldingWeergave.Van);

    private static Task<IResult> Change(ResourceRequest request, Guid id, MergePatch<MeldingInvoer> patch) =>
        request.PatchAsync(Meldingen, id, melding => melding.Invoer, patch, (melding, invoer) => melding.Wijzig(invoer), MeldingWeergave.Van);

    private static Task<IResult> Delete(ResourceRequest request, Guid id) => request.DeleteAsync(Meldingen, id);

    private static Task<IResult> Search(ResourceRequest request, Body<Zoekvraag> vraag, [AsParameters] Paging paging) =>
        request.SearchAsync(Meldingen, "bsn", vraag.Value.Burgerservicenummer, paging, MeldingWeergave.Van);
}
