namespace CommonGround.Tools.Benchmark;

/// <summary>
/// The pattern of the Dapr quickstarts: a minimal ASP.NET Core application that saves the state and then publishes the event, in two calls of
/// the sidecar with a plain <see cref="HttpClient"/>. It is not atomic and not logged: between the two calls an event can be lost. It has no
/// authentication, no rules, no list and no encryption.
/// </summary>
internal static class PatternApplication
{
    private const string Program = """
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();

        var sidecar = new HttpClient { BaseAddress = new Uri(app.Configuration["Sidecar"]!) };
        if (app.Configuration["SidecarToken"] is { Length: > 0 } token)
        {
            sidecar.DefaultRequestHeaders.Add("dapr-api-token", token);
        }

        var state = $"v1.0/state/{app.Configuration["StateStore"]}";
        var publish = $"v1.0/publish/{app.Configuration["PubSub"]}/{app.Configuration["Topic"]}";

        app.MapGet("/", () => "");

        app.MapPost("/aanvragen", async (Aanvraag aanvraag) =>
        {
            var created = aanvraag with { Id = Guid.CreateVersion7() };
            using (var saved = await sidecar.PostAsJsonAsync(state, new[] { new { key = created.Id.ToString(), value = created } }))
            {
                saved.EnsureSuccessStatusCode();
            }

            using var published = await sidecar.PostAsJsonAsync(publish, created);
            published.EnsureSuccessStatusCode();
            return Results.Created($"/aanvragen/{created.Id}", created);
        });

        app.Run();

        record Aanvrager(string Burgerservicenummer, string Naam);
        record Aanvraag(Guid Id, string Onderwerp, DateOnly GewensteDatum, Aanvrager Aanvrager, string Toelichting);
        """;

    public static async Task<Application> BuildAsync(string generated, SidecarPlace place, string work) => new(
        "the pattern of the quickstarts",
        await BareApplication.PublishAsync(generated, Program, "", Path.Combine(work, "pattern")),
        "/",
        "/aanvragen",
        null,
        new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Logging__LogLevel__Default"] = "Warning",
            ["Sidecar"] = place.Address.ToString(),
            ["SidecarToken"] = place.ApiToken ?? "",
            ["StateStore"] = place.StateStore,
            ["PubSub"] = place.PubSub,
            ["Topic"] = ArrivalWatch.PatternTopic,
        });
}
