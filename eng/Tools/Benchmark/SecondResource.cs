namespace CommonGround.Tools.Benchmark;

/// <summary>
/// Adds a resource without look-up to a generated component, by text as a supplier does: the documents of the sample under
/// <c>/v1/meldingen</c>. Where <c>Meting:Luistert</c> says so the component also handles the events of its own sample.
/// </summary>
internal static class SecondResource
{
    public const string Path = "/v1/meldingen";

    private const string Api = """
        using CommonGround.Platform.Api;
        using CommonGround.Platform.Authentication;
        using CommonGround.Platform.Events;
        using CommonGround.Platform.State;
        using Meting.Aanvragen;

        namespace Meting.Meldingen;

        /// <summary>Meldingen indienen en bekijken.</summary>
        internal static class MeldingenApi
        {
            private static readonly Collection<Aanvraag> s_meldingen = new("meldingen");

            public static void MapMeldingen(this IEndpointRouteBuilder api)
            {
                var meldingen = api.MapGroup("/meldingen").WithTags("Meldingen");

                meldingen.MapPost("", Create).RequireScope("aanvragen.schrijven").DescribesCreate<AanvraagWeergave>();
                meldingen.MapGet("", List).RequireScope("aanvragen.lezen").DescribesList<AanvraagWeergave>();
                if (api.ServiceProvider.GetRequiredService<IConfiguration>()["Meting:Luistert"] == "ja")
                {
                    api.Subscribe<AanvraagGebeurtenis>(
                        "aanvragen", "nl.voorbeeld.aanvraag.aangemaakt.v1", (_, _, _) => Task.FromResult(EventAnswer.Success), EventTenant.Own, WhichEvents.Every);
                }
            }

            /// <summary>Dien een melding in</summary>
            internal static Task<IResult> Create(ResourceRequest request, Body<AanvraagInvoer> invoer, TimeProvider klok) =>
                request.CreateAsync(s_meldingen, Aanvraag.Indienen(invoer.Value, klok.GetUtcNow()), AanvraagWeergave.Van);

            /// <summary>Toon de meldingen, van oud naar nieuw</summary>
            internal static Task<IResult> List(ResourceRequest request, [AsParameters] Paging bladeren) =>
                request.ListAsync(s_meldingen, bladeren, AanvraagWeergave.Van);
        }

        """;

    public static async Task AddAsync(string generated)
    {
        var component = System.IO.Path.Combine(generated, "src", "Component");
        Directory.CreateDirectory(System.IO.Path.Combine(component, "Meldingen"));
        await File.WriteAllTextAsync(System.IO.Path.Combine(component, "Meldingen", "MeldingenApi.cs"), Api);
        var program = System.IO.Path.Combine(component, "Program.cs");
        const string line = "api.MapAanvragen();";
        var text = await File.ReadAllTextAsync(program);
        await File.WriteAllTextAsync(
            program, text.Replace(line, $"{line}\nMeting.Meldingen.MeldingenApi.MapMeldingen(api);", StringComparison.Ordinal));
    }
}
