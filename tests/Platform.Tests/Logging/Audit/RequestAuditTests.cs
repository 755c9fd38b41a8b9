using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Tests.Architecture;
using CommonGround.Platform.Tests.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging.Audit;

/// <summary>What the security log says of requests (BIO-01), and never says (BIO-02): with the real authentication on a real server.</summary>
public sealed class RequestAuditTests : IAsyncLifetime
{
    private readonly DescribedRequests _described = new(new AuditOptions(), TimeProvider.System);
    private FakeIssuer _issuer = null!;
    private TestApp _app = null!;

    public async ValueTask InitializeAsync()
    {
        _issuer = await FakeIssuer.StartAsync();
        _app = await StartAsync(_described);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _issuer.DisposeAsync();
        _described.Dispose();
    }

    [Fact]
    public async Task A_success_has_all_six_and_the_trace()
    {
        await _app.StatusAsync("/read", _issuer.Issue());

        var (owner, line) = Assert.Single(_described.Lines);
        Assert.Equal(Oin.Parse(TestApp.OwnOin), owner);
        Assert.Equal(
            new AuditLine("GET /read", "/read", "200", "127.0.0.1", "client=zaaksysteem", new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero), DescribedRequests.TraceId),
            line);
    }

    [Fact]
    public async Task A_missing_scope_is_named()
    {
        await _app.StatusAsync("/group/write", _issuer.Issue());

        var (owner, line) = Assert.Single(_described.Lines);
        Assert.Equal(Oin.Parse(TestApp.OwnOin), owner);
        Assert.Equal("refused: 403 missing_scope aanvragen.lezen aanvragen.schrijven", line.Result);
    }

    [Fact]
    public async Task A_token_without_a_tenant_is_in_the_organizations_log_with_its_client()
    {
        using var described = new DescribedRequests(new AuditOptions(), TimeProvider.System);
        await using var app = await StartAsync(described, ("Tenancy:Mode", "Claim"), ("Tenancy:Claim", "organisatie"), ("Tenancy:Oin", null));

        await app.StatusAsync("/read", _issuer.Issue(token => token.Payload["organisatie"] = "elders"));

        var (owner, line) = Assert.Single(described.Lines);
        Assert.Equal(Oin.Organization, owner);
        Assert.Equal(("refused: 403 no_tenant", "client=zaaksysteem"), (line.Result, line.Actor));
    }

    [Fact]
    public async Task Without_a_token_nobody_is_named()
    {
        await _app.StatusAsync("/read");

        var (owner, line) = Assert.Single(_described.Lines);
        Assert.Equal(Oin.Organization, owner);
        Assert.Equal(("refused: 401 no_token", "anonymous", "127.0.0.1"), (line.Result, line.Actor, line.Origin));
    }

    [Theory]
    [InlineData("expired", "SecurityTokenInvalidLifetime")]
    [InlineData("another audience", "SecurityTokenInvalidAudience")]
    [InlineData("another issuer", "SecurityTokenInvalidIssuer")]
    [InlineData("tampered payload", "SecurityTokenInvalidSignature")]
    [InlineData("no azp", "no_azp")]
    [InlineData("no jti", "no_jti")]
    [InlineData("an unknown critical header", "crit")]
    public async Task A_refused_token_has_its_reason(string token, string reason)
    {
        await _app.StatusAsync("/read", Tokens.Refused[token](_issuer));

        Assert.Equal($"refused: 401 invalid_token {reason}", Assert.Single(_described.Lines).Line.Result);
    }

    /// <summary>BIO-02: not the token, nor any part of it, whatever is wrong with it.</summary>
    [Fact]
    public async Task Nothing_of_a_refused_token_is_in_its_line()
    {
        using var described = new DescribedRequests(new AuditOptions { RefusalsPerMinute = 1000 }, TimeProvider.System);
        await using var app = await StartAsync(described);
        foreach (var make in Tokens.Refused.Values)
        {
            var token = make(_issuer);
            Assert.Equal(HttpStatusCode.Unauthorized, await app.StatusAsync("/read", token));

            Assert.True(described.Lines.TryDequeue(out var line));
            var text = JsonSerializer.Serialize(line.Line, LoggingJson.Platform.AuditLine);
            Assert.DoesNotContain(token.Split('.').Where(part => part.Length > 1), part => text.Contains(part, StringComparison.Ordinal));
            Assert.DoesNotContain("zaaksysteem", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_only_for_the_sidecar_says_so()
    {
        using var answer = await _app.SendAsync("/sidecar", "dapr-api-token: een-ander-token");

        var line = Assert.Single(_described.Lines).Line;
        Assert.Equal("refused: 401 not_the_sidecar", line.Result);
        Assert.DoesNotContain("een-ander", line.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_open_to_all_leaves_no_line_and_a_path_that_no_route_knows_is_not_repeated()
    {
        await _app.StatusAsync("/anonymous");
        await _app.StatusAsync("/anonymous", _issuer.Issue());
        using var delivery = await _app.SendAsync("/sidecar", $"dapr-api-token: {TestApp.SidecarToken}");
        Assert.Empty(_described.Lines);

        await _app.StatusAsync("/999993653/geheim");

        var line = Assert.Single(_described.Lines).Line;
        Assert.Equal(("GET", "unknown", "refused: 401 no_token"), (line.Action, line.Object, line.Result));
    }

    [Theory]
    [InlineData("192.0.2.7", "X-Forwarded-For: 192.0.2.7")]
    [InlineData("192.0.2.7", "X-Forwarded-For: 203.0.113.9, 192.0.2.7")]
    [InlineData("2001:db8::7", "X-Forwarded-For: 2001:db8::7")]
    [InlineData("192.0.2.8", "Forwarded: for=203.0.113.9;host=a, for=192.0.2.8;by=192.0.2.1;host=node")]
    [InlineData("2001:db8::8", "Forwarded: by=node; for=\"[2001:db8::8]:4711\"")]
    [InlineData("127.0.0.1", "X-Forwarded-For: <script>")]
    public async Task The_sidecar_says_from_where_and_nobody_else(string origin, string header)
    {
        using var trusted = await _app.SendAsync("/read", header, $"dapr-api-token: {TestApp.SidecarToken}");
        using var stranger = await _app.SendAsync("/read", header);

        Assert.Equal([origin, "127.0.0.1"], _described.Lines.Select(line => line.Line.Origin));
    }

    [Fact]
    public async Task The_actor_is_the_client_who_it_asked_for_and_the_component_that_calls()
    {
        var token = _issuer.Issue(token => token.Payload["sub"] = "j.jansen");

        using var answer = await _app.SendAsync("/read", $"Authorization: Bearer {token}", "Dapr-Caller-App-Id: balie", $"dapr-api-token: {TestApp.SidecarToken}");

        Assert.Equal("client=zaaksysteem sub=j.jansen app=balie", Assert.Single(_described.Lines).Line.Actor);
    }

    [Theory]
    [InlineData("zaaksysteem", "client=zaaksysteem")]
    [InlineData("", "client=zaaksysteem")]
    [InlineData(null, "client=zaaksysteem")]
    [InlineData("a sub=baas\n", "client=zaaksysteem sub=a%20sub%3Dbaas%0A")]
    [InlineData("999993653", "client=zaaksysteem sub=*********")]
    [InlineData("José", "client=zaaksysteem sub=Jos%C3%A9")]
    public async Task A_name_looks_like_no_other_and_is_no_bsn(string? subject, string actor)
    {
        await _app.StatusAsync("/read", _issuer.Issue(token => token.Payload["sub"] = subject));

        Assert.Equal(actor, Assert.Single(_described.Lines).Line.Actor);
    }

    [Fact]
    public async Task A_huge_name_is_cut()
    {
        await _app.StatusAsync("/read", _issuer.Issue(token => token.Payload["sub"] = new string('é', 3000)));

        Assert.InRange(Assert.Single(_described.Lines).Line.ToString().Length, 100, 2500);
    }

    /// <summary>The metric says how many; <c>docs/metrics.md</c> names it.</summary>
    [Fact]
    public async Task A_flood_is_answered_as_before_and_is_measured()
    {
        var measured = new Dictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == AuditMetrics.MeterName && ReferenceEquals(instrument.Meter.Scope, _described.Meters))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var name = $"{instrument.Name} ({instrument.Unit}) {tags[0].Value}";
            measured[name] = measured.GetValueOrDefault(name) + value;
        });
        listener.Start();

        for (var i = 0; i < 25; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await _app.StatusAsync("/read", "geen.echt.token"));
        }

        Assert.Equal(10, _described.Lines.Count);
        Assert.Equal(
            new Dictionary<string, long> { ["commonground.audit.refusals ({request}) own"] = 10, ["commonground.audit.refusals ({request}) counted"] = 15 }, measured);
        var page = await File.ReadAllTextAsync(Path.Combine(PlatformSource.Repository, "docs", "metrics.md"), TestContext.Current.CancellationToken);
        Assert.Contains("| `commonground.audit.refusals` ({request}), by `commonground.audit.line`: `own`, `counted` |", page, StringComparison.Ordinal);
    }

    private Task<TestApp> StartAsync(DescribedRequests described, params (string Name, string? Value)[] settings) => TestApp.StartAsync(
        "Development", _issuer.Time, builder => builder.Services.AddSingleton<IStartupFilter>(described), [.. TestApp.Trusting(_issuer), .. settings]);
}
