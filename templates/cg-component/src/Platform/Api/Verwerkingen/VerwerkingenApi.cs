using CommonGround.Platform.Api.Answers;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Logging.Search;
using CommonGround.Platform.State.Archiving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Api.Verwerkingen;

/// <summary>Nagaan wie iemands gegevens heeft gebruikt, waarvoor en wanneer.</summary>
internal static class VerwerkingenApi
{
    /// <summary>The scope for it, which no other operation asks for (OAU-08).</summary>
    public const string Scope = "verwerkingen.lezen";

    /// <summary>What a search is for itself: a key of <c>processing-activities.json</c>.</summary>
    public const string Activity = "inzage-verwerkingen";

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/verwerkingen/_zoek", Search).WithTags("Verwerkingen").RequireScope(Scope).Processes(Activity).DescribesSearch<Verwerking>();

    /// <summary>Zoek de verwerkingen van iemands gegevens, van nieuw naar oud</summary>
    /// <remarks>Alleen die van de eigen organisatie. De zoekvraag is zelf ook een verwerking, en is hierna te vinden.</remarks>
    internal static async Task<IResult> Search(HttpContext context, Body<VerwerkingenZoekvraag> vraag, [AsParameters] Paging bladeren)
    {
        var (asked, services) = (vraag.Value, context.RequestServices);
        if (asked.Vanaf > asked.Tot)
        {
            throw new InvalidInputException("/tot", "periode", "De laatste dag ligt voor de eerste.");
        }

        var period = SearchPeriod.Of(
            asked.Vanaf, asked.Tot, services.GetRequiredService<TimeProvider>().GetUtcNow(), services.GetRequiredService<RetentionOptions>().Processing);
        var found = await services.GetRequiredService<SubjectSearch>().FindAsync(
            context.GetCaller().Tenant, asked.Burgerservicenummer, period, bladeren.After, bladeren.Size, context.RequestAborted);
        var activities = services.GetRequiredService<ProcessingActivities>();
        Verwerking[] views = [.. found.Items.Select(line => Verwerking.Van(line, activities))];
        return new JsonAnswer<Verwerking[]>(200, views) { Link = NextPage.Link(context, found.Next) };
    }
}
