namespace CommonGround.Tools.Faults;

/// <summary>
/// Makes the generated component listen to its own events, by text as a supplier does: a creation and a deletion each leave one
/// ontvangst, a creation of what is done at once is poison, and of the changes only the newest of a subject counts. Each decision changes
/// two documents, of which the second says the same as the first.
/// </summary>
internal static class Listener
{
    private const string Code = """
        using CommonGround.Platform.Api;
        using CommonGround.Platform.Authentication;
        using CommonGround.Platform.Events;
        using CommonGround.Platform.State;
        using Storing.Aanvragen;

        namespace Storing.Ontvangsten;

        internal sealed record Ontvangst(string Soort, string Onderwerp);

        internal sealed record Stand(string Onderwerp, long Volgorde, int Terug, Guid Schaduw);

        /// <summary>Wat er van de eigen gebeurtenissen aankwam.</summary>
        internal static class OntvangstenApi
        {
            private static readonly Collection<Ontvangst> s_ontvangsten = new("ontvangsten");
            private static readonly Collection<Ontvangst> s_tegenhangers = new("tegenhangers");
            private static readonly Collection<Stand> s_standen = new Collection<Stand>("standen").LookUp("onderwerp", stand => stand.Onderwerp);
            private static readonly Collection<Stand> s_schaduwen = new("schaduwen");

            public static void MapOntvangsten(this WebApplication app, IEndpointRouteBuilder api)
            {
                const string topic = "aanvragen";
                var documents = app.Services.GetRequiredService<IDocuments>();
                app.Subscribe<AanvraagGebeurtenis>(topic, "nl.voorbeeld.aanvraag.aangemaakt.v1", (c, e, _) => Ontvang(c, e), EventTenant.Own, WhichEvents.Every);
                app.Subscribe<AanvraagGebeurtenis>(topic, "nl.voorbeeld.aanvraag.verwijderd.v1", (c, e, _) => Ontvang(c, e), EventTenant.Own, WhichEvents.Every);
                app.Subscribe<AanvraagGebeurtenis>(
                    topic, "nl.voorbeeld.aanvraag.gewijzigd.v1", (c, e, end) => VolgAsync(documents, c, e, end), EventTenant.Own, WhichEvents.NewestPerSubject);
                api.MapGet("/ontvangsten", Ontvangsten).RequireScope("aanvragen.lezen").DescribesList<Ontvangst>();
                api.MapGet("/tegenhangers", Tegenhangers).RequireScope("aanvragen.lezen").DescribesList<Ontvangst>();
                api.MapGet("/standen", Standen).RequireScope("aanvragen.lezen").DescribesList<Stand>();
                api.MapGet("/schaduwen", Schaduwen).RequireScope("aanvragen.lezen").DescribesList<Stand>();
            }

            /// <summary>Toon de ontvangsten</summary>
            internal static Task<IResult> Ontvangsten(ResourceRequest request, [AsParameters] Paging bladeren) =>
                request.ListAsync(s_ontvangsten, bladeren, document => document.Data);

            /// <summary>Toon de tegenhangers van de ontvangsten</summary>
            internal static Task<IResult> Tegenhangers(ResourceRequest request, [AsParameters] Paging bladeren) =>
                request.ListAsync(s_tegenhangers, bladeren, document => document.Data);

            /// <summary>Toon de standen</summary>
            internal static Task<IResult> Standen(ResourceRequest request, [AsParameters] Paging bladeren) =>
                request.ListAsync(s_standen, bladeren, document => document.Data);

            /// <summary>Toon de schaduwen van de standen</summary>
            internal static Task<IResult> Schaduwen(ResourceRequest request, [AsParameters] Paging bladeren) =>
                request.ListAsync(s_schaduwen, bladeren, document => document.Data with { Schaduw = document.Id });

            private static Task<EventAnswer> Ontvang(IChanges changes, ReceivedEvent<AanvraagGebeurtenis> received)
            {
                var soort = received.Type.Split('.')[^2];
                if (soort == "aangemaakt" && received.Data.Status == AanvraagStatus.Afgehandeld)
                {
                    // Under which id it is to be found among the dead letters.
                    Console.Error.WriteLine($"gif {received.Subject} {received.Id}");
                    return Task.FromResult(received.Data.Id.ToByteArray()[15] % 2 == 1 ? EventAnswer.Retry("Gif.") : EventAnswer.Drop("Gif."));
                }

                changes.Create(s_ontvangsten, new Ontvangst(soort, received.Subject!));
                changes.Create(s_tegenhangers, new Ontvangst(soort, received.Subject!));
                return Task.FromResult(EventAnswer.Success);
            }

            private static async Task<EventAnswer> VolgAsync(
                IDocuments documents, IChanges changes, ReceivedEvent<AanvraagGebeurtenis> received, CancellationToken end)
            {
                var (onderwerp, volgorde) = (received.Subject!, received.Sequence!.Value);
                var found = await documents.SearchAsync(s_standen, received.Tenant, "onderwerp", onderwerp, null, 1, end);
                if (found.Items is [var known] && await changes.GetAsync(s_standen, known.Id, end) is { } read)
                {
                    var next = read.Data with { Volgorde = volgorde, Terug = read.Data.Terug + (volgorde <= read.Data.Volgorde ? 1 : 0) };
                    changes.Replace(s_standen, read, next);
                    changes.Replace(s_schaduwen, (await changes.GetAsync(s_schaduwen, next.Schaduw, end))!, next);
                }
                else
                {
                    var schaduw = changes.Create(s_schaduwen, new Stand(onderwerp, volgorde, 0, default));
                    changes.Create(s_standen, schaduw.Data with { Schaduw = schaduw.Id });
                }

                return EventAnswer.Success;
            }
        }

        """;

    public static async Task AddAsync(string generated)
    {
        var component = Path.Combine(generated, "src", "Component");
        Directory.CreateDirectory(Path.Combine(component, "Ontvangsten"));
        await File.WriteAllTextAsync(Path.Combine(component, "Ontvangsten", "OntvangstenApi.cs"), Code);
        var program = Path.Combine(component, "Program.cs");
        const string line = "api.MapAanvragen();";
        var text = await File.ReadAllTextAsync(program);
        await File.WriteAllTextAsync(
            program, text.Replace(line, $"{line}\nStoring.Ontvangsten.OntvangstenApi.MapOntvangsten(app, api);", StringComparison.Ordinal));
    }
}
