using System.Net;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.Tests.Authentication;
using CommonGround.Platform.Tests.State;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CommonGround.Platform.Tests.Logging.Audit;

/// <summary>The security log of a whole component: each line is durable when its answer is there.</summary>
public sealed class ComponentAuditTests
{
    private static readonly Oin s_own = Oin.Parse(TestApp.OwnOin);

    [Fact]
    public async Task A_read_and_a_change_have_one_line_each()
    {
        await using var component = await AuditedComponent.StartAsync();
        using var made = await component.AnswerAsync("POST", "/v1/dingen", component.Token());
        var path = made.Headers.Location!.OriginalString;

        Assert.Equal(HttpStatusCode.OK, await component.SendAsync("GET", path, component.Token()));
        Assert.Equal(HttpStatusCode.Accepted, await component.SendAsync("POST", "/v1/dingen/los", component.Token()));

        Assert.Equal(
            [
                (s_own, "POST /v1/dingen", "/v1/dingen", "201", "127.0.0.1", "client=zaaksysteem"),
                (s_own, "GET /v1/dingen/{id}", path, "200", "127.0.0.1", "client=zaaksysteem"),
                (s_own, "POST /v1/dingen/los", "/v1/dingen/los", "done", "127.0.0.1", "client=zaaksysteem"),
            ],
            (await component.LinesAsync()).Select(Six));
    }

    [Fact]
    public async Task Every_kind_of_refusal_and_a_failure_have_a_line()
    {
        await using var component = await AuditedComponent.StartAsync();
        var id = Guid.NewGuid();

        await component.SendAsync("GET", $"/v1/dingen/{id}");
        await component.SendAsync("GET", $"/v1/dingen/{id}", component.Token() + "x");
        await component.SendAsync("DELETE", $"/v1/dingen/{id}", component.Token());
        await component.SendAsync("GET", $"/v1/dingen/{id}", component.Token("elders"));
        await component.SendAsync("GET", $"/v1/dingen/{id}", component.Token());
        await component.SendAsync("GET", "/v1/stuk", component.Token());
        await component.SendAsync("GET", "/v1/burgers/999993653");
        await component.SendAsync("GET", "/v1/dingen/999993653", component.Token());

        Assert.Equal(
            [
                (Oin.Organization, "GET /v1/dingen/{id}", $"/v1/dingen/{id}", "refused: 401 no_token", "127.0.0.1", "anonymous"),
                (Oin.Organization, "GET /v1/dingen/{id}", $"/v1/dingen/{id}", "refused: 401 invalid_token SecurityTokenInvalidSignature", "127.0.0.1", "anonymous"),
                (s_own, "DELETE /v1/dingen/{id}", $"/v1/dingen/{id}", "refused: 403 missing_scope dingen.wissen", "127.0.0.1", "client=zaaksysteem"),
                (Oin.Organization, "GET /v1/dingen/{id}", $"/v1/dingen/{id}", "refused: 403 no_tenant", "127.0.0.1", "client=zaaksysteem"),
                (s_own, "GET /v1/dingen/{id}", $"/v1/dingen/{id}", "refused: 404", "127.0.0.1", "client=zaaksysteem"),
                (s_own, "GET /v1/stuk", "/v1/stuk", "failed: 500 InvalidOperation", "127.0.0.1", "client=zaaksysteem"),
                (Oin.Organization, "GET", "unknown", "refused: 404", "127.0.0.1", "anonymous"),
                (Oin.Organization, "GET", "unknown", "refused: 404", "127.0.0.1", "anonymous"),
            ],
            (await component.LinesAsync()).Select(Six));
    }

    /// <summary>Another tenant's id is refused as one that was never there, in the answer and in the line.</summary>
    [Fact]
    public async Task Another_tenants_id_looks_no_different()
    {
        await using var component = await AuditedComponent.StartAsync();
        using var made = await component.AnswerAsync("POST", "/v1/dingen", component.Token());

        using var others = await component.AnswerAsync("GET", made.Headers.Location!.OriginalString, component.Token(AuditedComponent.OtherOin));
        using var nobodys = await component.AnswerAsync("GET", $"/v1/dingen/{Guid.NewGuid()}", component.Token(AuditedComponent.OtherOin));

        Assert.Equal(await BodyAsync(nobodys), await BodyAsync(others));
        var refused = (await component.LinesAsync()).Skip(1).ToList();
        Assert.Equal(2, refused.Count);
        Assert.All(refused, line => Assert.Equal((Oin.Parse(AuditedComponent.OtherOin), "refused: 404"), (line.Owner, line.Line.Result)));
    }

    [Fact]
    public async Task What_is_open_to_all_leaves_none()
    {
        await using var component = await AuditedComponent.StartAsync();

        foreach (var path in new[] { "/", "/healthz", "/v1/openapi.json", "/v1/docs" })
        {
            await component.SendAsync("GET", path);
        }

        Assert.DoesNotContain(await component.LinesAsync(), line => !line.Line.Result.Contains("404", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_flood_of_refused_tokens_is_answered_as_before_and_is_durable_whole()
    {
        await using var component = await AuditedComponent.StartAsync();

        for (var i = 0; i < 300; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await component.SendAsync("GET", "/v1/stuk", $"geen.echt.{i}"));
        }

        Assert.Equal(10, (await component.LinesAsync()).Count);
        Assert.Null(await component.Services.GetServices<IHostedService>().OfType<RefusalFlush>().Single().FlushAsync(TestContext.Current.CancellationToken));
        var counted = (await component.LinesAsync())[^1].Line;
        Assert.Equal(("refused: 290 more", "127.0.0.1", "anonymous"), (counted.Result, counted.Origin, counted.Actor));
    }

    /// <summary>BIO-02, over all that a request can bring along.</summary>
    [Fact]
    public async Task No_secret_and_no_token_is_in_any_line()
    {
        await using var component = await AuditedComponent.StartAsync();
        var good = component.Token();
        string[] secrets = ["geheim-wachtwoord", "sessie-geheim", "api-sleutel-geheim", "sidecar-geheim"];
        string[] headers = [$"Cookie: sessie={secrets[1]}", $"X-Api-Key: {secrets[2]}", $"dapr-api-token: {secrets[3]}", $"User-Agent: {secrets[0]}"];

        foreach (var token in new[] { good, good[..^3], good + "x" })
        {
            await component.SendAsync("GET", $"/v1/stuk?access_token={token}", token, headers);
            await component.SendAsync("GET", $"/v1/{token}", token, headers);
            await component.SendAsync("GET", "/v1/stuk", null, [.. headers, $"Authorization: Basic {token}"]);
        }

        var lines = await component.LinesAsync();
        Assert.Equal(9, lines.Count);
        var text = string.Join('\n', lines.Select(line => line.Line.ToString()));
        Assert.All([.. secrets, .. good.Split('.'), "Moulin"], secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }

    /// <summary>A name of megabytes does not come through the headers; the longest that does must not fill the log.</summary>
    [Fact]
    public async Task Huge_names_are_bounded_and_the_request_is_unharmed()
    {
        await using var component = await AuditedComponent.StartAsync();
        var huge = component.Token(spoil: token => token.Payload["sub"] = new string('é', 3000));

        Assert.Equal(HttpStatusCode.NotFound, await component.SendAsync("GET", $"/v1/dingen/{Guid.NewGuid()}", huge));
        Assert.Equal(HttpStatusCode.NotFound, await component.SendAsync("GET", "/v1/" + new string('x', 6000)));

        Assert.All(await component.LinesAsync(), line => Assert.InRange(line.Line.ToString().Length, 100, 2500));
    }

    /// <summary>A refusal is no access: it is answered as before, and none is forgotten.</summary>
    [Fact]
    public async Task While_the_store_is_away_refusals_are_answered_as_before_and_counted()
    {
        var store = new FaultyStore();
        await using var component = await AuditedComponent.StartAsync(store.Connect(), ("State:ProbeInterval", "00:00:00.1"));
        store.OnTransact = _ => Fault.NotLanded;
        store.ReadFails = _ => true;
        var state = component.Services.GetRequiredService<IStateReadiness>();
        await Eventually.TrueAsync(() => state.Missing is not null);

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await component.SendAsync("GET", "/v1/stuk"));
        }

        store.OnTransact = _ => Fault.None;
        store.ReadFails = _ => false;
        await Eventually.TrueAsync(() => state.Missing is null);
        Assert.Null(await component.Services.GetServices<IHostedService>().OfType<RefusalFlush>().Single().FlushAsync(TestContext.Current.CancellationToken));
        Assert.Equal("refused: 5 more", (await component.LinesAsync())[^1].Line.Result);
    }

    private static (Oin Owner, string Action, string Object, string Result, string Origin, string Actor) Six((Oin Owner, AuditLine Line) line) =>
        (line.Owner, line.Line.Action, line.Line.Object, line.Line.Result, line.Line.Origin, line.Line.Actor);

    private static Task<string> BodyAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
