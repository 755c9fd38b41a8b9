namespace CommonGround.Tools.Benchmark;

/// <summary>
/// Adds a resource without look-up to a generated component, by text as a supplier does: the documents of the sample under
/// <c>/v1/meldingen</c>. It publishes no events.
/// </summary>
internal static class SecondResource
{
    public const string Path = "/v1/meldingen";

    private const string Code = """
        using CommonGround.Platform.Api;
        using CommonGround.Platform.Authentication;
        using CommonGround.Platform.Logging;
        using CommonGround.Platform.State;
        using Meting.Aanvragen;

        namespace Meting.Meldingen;

        /// <summary>Meldingen indienen en bekijken.</summary>
        internal static class MeldingenApi
        {
            private static readonly Collection<Aanvraag> s_meldingen = new("meldingen");

            public static void MapMeldingen(this IEndpointRouteBuilder api)
            {
                var meldingen = api.MapGroup("/meldingen").WithTags("Meldingen").Processes("aanvraag-behandelen");

                meldingen.MapPost("", Create).RequireScope("aanvragen.schrijven").DescribesCreate<AanvraagWeergave>();
                meldingen.MapGet("", List).RequireScope("aanvragen.lezen").DescribesList<AanvraagWeergave>();
            }

            /// <summary>Dien een melding in</summary>
            internal static Task<IResult> Create(ResourceRequest request, Body<AanvraagInvoer> invoer, TimeProvider klok) =>
                request.CreateAsync(s_meldingen, Aanvraag.Indienen(invoer.Value, klok.GetUtcNow()), AanvraagWeergave.Van);

            /// <summary>Toon de meldingen, van oud naar nieuw</summary>
            internal static Task<IResult> List(ResourceRequest request, [AsParameters] Paging bladeren) =>
                request.ListAsync(s_meldingen, bladeren, AanvraagWeergave.Van);
        }

        """;

    public static Task AddAsync(string generated) => AddedCode.AddAsync(
        generated, "Meldingen/MeldingenApi.cs", Code, ("api.MapAanvragen();", "Meting.Meldingen.MeldingenApi.MapMeldingen(api);", AddedCode.After));
}
