using System.Net;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Tests.Api;
using CommonGround.Platform.Tests.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CommonGround.Platform.Tests.Logging.Audit;

/// <summary>What is refused before anybody is asked who they are: plain http, and what the web server itself cannot read.</summary>
public sealed class TransportAuditTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plain_http_from_elsewhere_leaves_a_line_with_its_reason()
    {
        await using var component = await StartAsync(builder => builder.Services.AddSingleton<IStartupFilter>(new Peer("192.0.2.7")));

        using var answer = await component.GetAsync("/v1/dossiers/999993653");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var (owner, line) = Assert.Single(await LinesAsync(component));
        Assert.Equal(
            (Oin.Organization, "GET", "unknown", "refused: 403 plain_http", "192.0.2.7", "anonymous"),
            (owner, line.Action, line.Object, line.Result, line.Origin, line.Actor));
        Assert.Empty(await component.LinesAsync());
    }

    [Fact]
    public async Task Behind_a_proxy_the_line_has_the_address_that_the_proxy_says()
    {
        await using var component = await StartAsync(
            builder => builder.Services.AddSingleton<IStartupFilter>(new Peer("10.42.0.9")), ("Proxy:KnownNetworks:0", "10.42.0.0/16"));

        using var answer = await component.GetAsync("/v1/dossiers", "X-Forwarded-Proto: http", "X-Forwarded-For: 198.51.100.4");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("198.51.100.4", Assert.Single(await LinesAsync(component)).Line.Origin);
    }

    [Fact]
    public async Task A_flood_over_plain_http_is_bounded_and_counted()
    {
        await using var component = await StartAsync(builder => builder.Services.AddSingleton<IStartupFilter>(new Peer("192.0.2.7")));

        for (var i = 0; i < 25; i++)
        {
            using var answer = await component.GetAsync("/");
        }

        Assert.Equal(10, (await LinesAsync(component)).Count);
        await FlushAsync(component);
        Assert.Equal(("requests", "refused: 15 more"), Counted(await LinesAsync(component)));
    }

    [Fact]
    public async Task What_the_web_server_rejects_by_itself_is_counted_per_origin()
    {
        await using var component = await StartAsync(
            builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromMilliseconds(100)));
        var address = component.Http.BaseAddress!;

        (await RawClient.SendAsync(address, "ONZIN\r\n\r\n")).IsProblem(400);
        (await RawClient.SendAsync(address, "GET /v1/dossiers HTTP/1.1\r\nHost: a\r\nSlechte kop: 999993653\r\n\r\n")).IsProblem(400);
        (await RawClient.SendAsync(address, $"GET / HTTP/1.1\r\nHost: a\r\nX: {new string('x', 40_000)}\r\n\r\n")).IsProblem(431);
        (await RawClient.SendAsync(address, "GET / HTTP/1.1\r\nHost: a\r\n")).IsProblem(408);

        Assert.Empty(await LinesAsync(component));
        await FlushAsync(component);
        var (owner, line) = Assert.Single(await LinesAsync(component));
        Assert.Equal(
            (Oin.Organization, "rejected requests", "unknown", "refused: 4", "127.0.0.1", "anonymous", AuditLine.NoTrace),
            (owner, line.Action, line.Object, line.Result, line.Origin, line.Actor, line.TraceId));
    }

    /// <summary>Of these the server noticed only once they were under way: they have a line as every other, and are not counted beside it.</summary>
    [Fact]
    public async Task A_body_that_cannot_be_read_or_is_too_large_has_a_line_of_its_own()
    {
        await using var component = await StartAsync(null, ("Limits:BodyBytes", "100000"));
        var token = component.Http.DefaultRequestHeaders.Authorization!.ToString();
        var head = $"POST /v1/dossiers HTTP/1.1\r\nHost: a\r\nAuthorization: {token}\r\nContent-Type: application/json\r\n";

        (await RawClient.SendAsync(component.Http.BaseAddress!, $"{head}Transfer-Encoding: chunked\r\n\r\nzz\r\n")).IsProblem(400);
        using var large = await component.SendAsync(HttpMethod.Post, "/v1/dossiers", $$"""{"naam":"{{new string('x', 200_000)}}"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        await FlushAsync(component);
        Assert.Equal(["refused: 400", "refused: 413"], (await LinesAsync(component)).Select(line => line.Line.Result));
    }

    private static async Task<LoggedComponent> StartAsync(Action<WebApplicationBuilder>? configure, params (string Name, string? Value)[] settings)
    {
        var component = await LoggedComponent.StartAsync(DossiersApi.Map, configure, settings);
        await Eventually.TrueAsync(() => component.App.Services.GetRequiredService<ConfigurationAudit>().Missing is null);
        return component;
    }

    private static async Task FlushAsync(LoggedComponent component) =>
        Assert.Null(await component.App.Services.GetServices<IHostedService>().OfType<RefusalFlush>().Single().FlushAsync(Cancel));

    private static (string Action, string Result) Counted(IReadOnlyList<(Oin Owner, AuditLine Line)> lines) => (lines[^1].Line.Action, lines[^1].Line.Result);

    private static async Task<IReadOnlyList<(Oin Owner, AuditLine Line)>> LinesAsync(LoggedComponent component) =>
        [.. (await component.App.Services.AuditLinesAsync()).Where(line => line.Line.Action != "configuration")];
}
