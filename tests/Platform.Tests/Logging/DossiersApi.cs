using CommonGround.Platform.Api;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>A resource about any number of persons.</summary>
internal static class DossiersApi
{
    public const string Activity = "aanvraag-behandelen";

    public const string ActivityUri = "https://register.example.nl/verwerkingsactiviteiten/aanvraag-behandelen/versies/1";

    public static readonly Collection<Dossier> Dossiers = new Collection<Dossier>("dossiers").LookUp("bsn", dossier => dossier.Hoofdpersoon);

    public static void Map(RouteGroupBuilder api)
    {
        var dossiers = api.MapGroup("/dossiers").Processes(Activity).RequireScope("lezen");
        dossiers.MapPost("", (ResourceRequest request, Body<Dossier> body) => request.CreateAsync(Dossiers, body.Value, document => document.Data))
            .WithSummary("Maak een dossier");
        dossiers.MapGet("", (ResourceRequest request, [AsParameters] Paging paging) => request.ListAsync(Dossiers, paging, document => document.Data));
        dossiers.MapGet("/{id:guid}", (ResourceRequest request, Guid id) => request.GetAsync(Dossiers, id, document => document.Data));
        dossiers.MapPut("/{id:guid}", (ResourceRequest request, Guid id, Body<Dossier> body) =>
            request.ReplaceAsync(Dossiers, id, dossier => dossier.Verander(body.Value), document => document.Data));
        dossiers.MapDelete("/{id:guid}", (ResourceRequest request, Guid id) => request.DeleteAsync(Dossiers, id)).RequireScope("verwijderen");
        dossiers.MapPost("/_zoek", (ResourceRequest request, Body<Vraag> vraag, [AsParameters] Paging paging) =>
            request.SearchAsync(Dossiers, "bsn", vraag.Value.Bsn, paging, document => document.Data));
        dossiers.MapGet("/fout", Task<IResult> () => throw new FormatException($"Wat {Persons.One.Reveal()} vroeg, kan niet.")).WithSummary("Gaat fout");
    }

    internal sealed record Vraag(Bsn Bsn);
}
