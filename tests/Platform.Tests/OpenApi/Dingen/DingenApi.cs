using CommonGround.Platform.Authentication;
using CommonGround.Platform.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CommonGround.Platform.Tests.OpenApi.Dingen;

/// <summary>Dingen vastleggen en terugvinden.</summary>
internal static class DingenApi
{
    private const string Json = "application/json";
    private const string MergePatch = "application/merge-patch+json";

    private static readonly ProblemAnswer[] Problems =
        [new(400), new(401), new(403), new(404), new(409), new(412), new(413), new(415), new(428), new(429), new(500), new(503)];

    public static void MapDingen(this IEndpointRouteBuilder api)
    {
        var dingen = api.MapGroup("/v1/dingen").WithTags("Dingen").WithMetadata(Problems.ToArray<object>());
        var key = new RequestHeader("Idempotency-Key", "Maakt een herhaling herkenbaar.", "8e03978e-40d5-43dd-bc93-6894a57f9324", false);
        var tag = new ResponseHeader(200, "ETag", "De versie van het ding.", "\"3\"");

        dingen.MapPost("", Create).Accepts<DingInvoer>(Json).Produces<DingWeergave>(201)
            .WithMetadata(new RequiredScope("dingen.schrijven"), key)
            .WithMetadata(new ResponseHeader(201, "Location", "Waar het ding staat.", "/v1/dingen/019a9f3e-5c1d-7a3b-9f00-3d8d0c5b7e21"));
        dingen.MapGet("", List).Produces<Pagina<DingWeergave>>().WithMetadata(new RequiredScope("dingen.lezen"));
        dingen.MapGet("/{id:guid}", Get).Produces<DingWeergave>().Produces(304)
            .WithMetadata(new RequiredScope("dingen.lezen"), tag);
        dingen.MapPatch("/{id:guid}", Change).Accepts<DingInvoer>(MergePatch).Produces<DingWeergave>()
            .WithMetadata(new RequiredScope("dingen.schrijven"), key, tag)
            .WithMetadata(new RequestHeader("If-Match", "De versie die wordt gewijzigd.", "\"3\"", true));
        dingen.MapDelete("/{id:guid}", Delete).Produces(204).WithMetadata(new RequiredScope("dingen.schrijven"));
        dingen.MapPost("/_zoek", Search).Accepts<Zoekvraag>(Json).Produces<Pagina<DingWeergave>>()
            .WithMetadata(new RequiredScope("dingen.lezen"));
        api.MapGet("/v1/status", () => Results.NoContent()).AllowAnonymous().WithTags("Status").Produces(204).WithName("getStatus").WithSummary("Zegt dat de API er is.").WithDescription("Zegt dat de API er is.");
        api.MapGet("/elders", () => Results.NoContent());
    }

    /// <summary>Legt een ding vast.</summary>
    /// <remarks>Hetzelfde verzoek met dezelfde <c>Idempotency-Key</c> maakt geen tweede ding.</remarks>
    private static Task<IResult> Create(Invoer<DingInvoer> invoer) => Ok(invoer);

    /// <summary>Toont de dingen, het oudste eerst.</summary>
    private static Task<IResult> List([AsParameters] Blad blad) => Ok(blad);

    /// <summary>Toont een ding.</summary>
    /// <param name="id">De sleutel van het ding.</param>
    private static Task<IResult> Get(Guid id) => Ok(id);

    /// <summary>Wijzigt een ding.</summary>
    /// <param name="id">De sleutel van het ding.</param>
    /// <param name="invoer">Wat er verandert.</param>
    private static Task<IResult> Change(Guid id, Invoer<DingInvoer> invoer) => Ok((id, invoer));

    /// <summary>Verwijdert een ding.</summary>
    private static Task<IResult> Delete(Guid id) => Ok(id);

    /// <summary>Zoekt dingen van een eigenaar.</summary>
    private static Task<IResult> Search(Invoer<Zoekvraag> vraag) => Ok(vraag);

    private static Task<IResult> Ok<T>(T value) => Task.FromResult(Results.Ok(value));
}
