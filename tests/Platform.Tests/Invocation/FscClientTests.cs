using System.Diagnostics;
using System.Net;
using System.Text;
using CommonGround.Platform.Invocation.Fsc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Invocation;

/// <summary>Calls through the outway: the rules FSC-01, FSC-02, FSC-04, FSC-06, FSC-07, FSC-09 and FSC-10.</summary>
public sealed class FscClientTests
{
    private const string Token = "Bearer example.only.token";
    private const string Transaction = "0199f000-0000-7000-8000-000000000000";
    private const string GrantHash = "$1$1$bm90LWEtcmVhbC1ncmFudC1oYXNo";

    private static readonly string[] s_own =
        ["Fsc-Authorization", "Fsc-Transaction-Id", "Fsc-Grant-Hash", "Fsc-Error-Code", "Dapr-Api-Token", "Dapr-Caller-App-Id", "Forwarded", "X-Forwarded-For"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_path_stays_and_no_token_of_inways_is_set_passed_on_or_logged()
    {
        await using var outway = await CalledServer.StartAsync();
        await using var app = await StartAsync(outway);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/personen/1?velden=a,b&leeg");
        request.Headers.Add("Fsc-Authorization", Token);

        using var answer = await app.Client("brp").SendAsync(request, Cancel);

        var came = outway.Received.Single();
        Assert.Equal(("/v1/personen/1?velden=a,b&leeg", null), (came.Path, came["Fsc-Authorization"]));
        Assert.DoesNotContain(app.Log.Lines, line => line.Contains("example.only.token", StringComparison.Ordinal) || line.Contains("personen", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Headers_of_our_own_organization_stay_with_us()
    {
        await using var outway = await CalledServer.StartAsync();
        await using var app = await StartAsync(outway);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        Array.ForEach(s_own, name => request.Headers.Add(name, PassingOn.Value));

        request.Headers.Add("Authorization", Token);
        using var answer = await app.Client("brp").SendAsync(request, Cancel);

        var came = outway.Received.Single();
        Assert.DoesNotContain(PassingOn.Value, came.Headers.Values);
        Assert.Equal(Token, came["Authorization"]);
    }

    [Fact]
    public async Task So_do_those_that_a_handler_adds_on_each_try()
    {
        await using var outway = await CalledServer.StartAsync();
        outway.Script(CalledServer.Status(503));
        await using var app = await CallerApp.StartAsync(
            outway, builder => builder.AddFscClient("brp").AddHttpMessageHandler(() => new PassingOn(s_own)), null, null,
            ("Fsc:Outway", $"{outway.Address}"), ("Fsc:Services:brp:GrantHash", GrantHash), ("Fsc:Services:brp:FirstPause", "00:00:00.001"));

        using var answer = await app.Client("brp").GetAsync("/", Cancel);

        Assert.Equal(2, outway.Received.Count);
        Assert.All(outway.Received, came =>
        {
            Assert.DoesNotContain(came.Headers.Values, value => value.Contains(PassingOn.Value, StringComparison.Ordinal));
            Assert.Equal((7, GrantHash), (Guid.Parse(came["Fsc-Transaction-Id"]!).Version, came["Fsc-Grant-Hash"]));
        });
    }

    [Theory]
    [InlineData("v1/personen/999993653", true)]
    [InlineData("/fsc/brp/v1/personen/999993653", true)]
    [InlineData("/v1/personen/999993653", false)]
    [InlineData("../kvk/personen/999993653", false)]
    [InlineData("%2e%2e/kvk/personen/999993653", false)]
    [InlineData("/fsc/brp2/999993653", false)]
    public async Task Nothing_outside_the_path_of_the_outway_is_called(string path, bool isCalled)
    {
        await using var outway = await CalledServer.StartAsync();
        await using var app = await StartAsync(outway, ("Fsc:Services:brp:Outway", $"{outway.Address}fsc/brp"));

        var refused = await Record.ExceptionAsync(() => app.Client("brp").GetAsync(path, Cancel));

        Assert.Equal(isCalled ? ["/fsc/brp/v1/personen/999993653"] : [], outway.Received.Select(came => came.Path));
        if (!isCalled)
        {
            Assert.Contains($"calls {outway.Address}fsc/brp/ only", Assert.IsType<InvalidOperationException>(refused).Message, StringComparison.Ordinal);
            Assert.DoesNotContain("999993653", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_grant_is_named_only_where_it_is_configured()
    {
        await using var outway = await CalledServer.StartAsync();
        await using var without = await StartAsync(outway);
        await using var with = await StartAsync(outway, ("Fsc:Services:brp:GrantHash", GrantHash));

        using var first = await without.Client("brp").GetAsync("/", Cancel);
        using var second = await with.Client("brp").GetAsync("/", Cancel);

        Assert.Equal([null, GrantHash], outway.Received.Select(request => request["Fsc-Grant-Hash"]));
    }

    [Fact]
    public async Task Each_try_is_a_transaction_of_its_own_and_the_log_has_it()
    {
        await using var outway = await CalledServer.StartAsync();
        outway.Script(CalledServer.Status(503));
        await using var app = await StartAsync(outway, ("Fsc:Services:brp:FirstPause", "00:00:00.001"), ("Fsc:Services:brp:Service", "haalcentraal-brp"));

        using var answer = await app.Client("brp").GetAsync("/", Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        string?[] ids = [.. outway.Received.Select(request => request["Fsc-Transaction-Id"])];
        Assert.Equal(2, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal(7, Guid.Parse(id!).Version));
        Assert.All(ids.Zip(["503", "200"]), pair => Assert.Single(
            app.Log.Lines,
            line => line.StartsWith(
                $"Information: GET to brp (FSC service haalcentraal-brp), transaction {pair.First}, inbound transaction none: {pair.Second}", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Transaction, Transaction)]
    [InlineData("0199f000-0000-4000-8000-000000000000", "0199f000-0000-4000-8000-000000000000")]
    [InlineData("geen-id\tmet: rommel", "none")]
    [InlineData(null, "none")]
    public async Task The_transaction_of_the_request_in_progress_is_logged_and_not_used_again(string? inbound, string logged)
    {
        await using var outway = await CalledServer.StartAsync();
        await using var app = await StartAsync(outway);
        using var caller = new HttpClient { BaseAddress = app.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/door");
        request.Headers.TryAddWithoutValidation("Fsc-Transaction-Id", inbound);
        request.Headers.TryAddWithoutValidation("Fsc-Authorization", Token);

        using var answer = await caller.SendAsync(request, Cancel);

        var came = outway.Received.Single();
        Assert.NotEqual(inbound, came["Fsc-Transaction-Id"]);
        Assert.Equal(7, Guid.Parse(came["Fsc-Transaction-Id"]!).Version);
        Assert.Null(came["Fsc-Authorization"]);
        Assert.Single(app.Log.Lines, line => line.Contains($"transaction {came["Fsc-Transaction-Id"]}, inbound transaction {logged}: 200", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("van-de-outway:7", true)]
    [InlineData("met spaties en\tmeer", false)]
    public async Task The_transaction_that_the_outway_made_counts(string said, bool counts)
    {
        await using var outway = await CalledServer.StartAsync();
        outway.Script(CalledServer.Status(200, ("Fsc-Transaction-Id", said)), CalledServer.Status(404, ("Fsc-Transaction-Id", said), ("Fsc-Error-Code", "ERROR_CODE_SERVICE_NOT_FOUND")));
        await using var app = await StartAsync(outway);

        using var answer = await app.Client("brp").GetAsync("/", Cancel);
        var refused = await Assert.ThrowsAsync<FscException>(() => app.Client("brp").GetAsync("/", Cancel));

        string[] sent = [.. outway.Received.Select(came => came["Fsc-Transaction-Id"]!)];
        Assert.Contains(app.Log.Lines, line => line.Contains($"transaction {(counts ? said : sent[0])}, inbound transaction none: 200", StringComparison.Ordinal));
        Assert.Equal(counts ? said : sent[1], refused.TransactionId);
    }

    [Fact]
    public async Task The_trace_goes_along()
    {
        await using var outway = await CalledServer.StartAsync();
        await using var app = await StartAsync(outway);
        using var trace = new Activity("verzoek").SetParentId("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01").Start();

        using var answer = await app.Client("brp").GetAsync("/", Cancel);

        Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", outway.Received.Single()["traceparent"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(500)]
    public async Task A_problem_of_the_service_comes_as_it_is(int status)
    {
        var problem = $$"""{"status":{{status}},"detail":"Van de dienst zelf."}""";
        await using var outway = await CalledServer.StartAsync();
        outway.Otherwise = Answer(status, null, problem);
        await using var app = await StartAsync(outway);

        using var answer = await app.Client("brp").GetAsync("/v1/personen/1", Cancel);

        Assert.Equal((status, problem), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel)));
    }

    [Fact]
    public async Task An_error_of_the_outway_is_no_answer_of_the_service()
    {
        await using var outway = await CalledServer.StartAsync();
        outway.Otherwise = Answer(
            404, "ERROR_CODE_SERVICE_NOT_FOUND",
            """{"message":"/v1/personen/999993653 onbekend op host intern-7","domain":"ERROR_DOMAIN_OUTWAY","code":"ERROR_CODE_SERVICE_NOT_FOUND"}""");
        await using var app = await StartAsync(outway);

        var refused = await Assert.ThrowsAsync<FscException>(() => app.Client("brp").GetAsync("/v1/personen/1", Cancel));

        Assert.Equal(
            ("ERROR_DOMAIN_OUTWAY", "ERROR_CODE_SERVICE_NOT_FOUND", false, HttpStatusCode.NotFound),
            (refused.Domain, refused.Code, refused.IsRetryable, refused.StatusCode));
        Assert.Equal(outway.Received.Single()["Fsc-Transaction-Id"], refused.TransactionId);
        Assert.DoesNotContain("intern-7", refused.Message, StringComparison.Ordinal);
        Assert.Contains(app.Log.Lines, line => line.StartsWith(
            $"Warning: brp (FSC service brp) was not reached: ERROR_CODE_SERVICE_NOT_FOUND in ERROR_DOMAIN_OUTWAY, status 404, transaction {refused.TransactionId}", StringComparison.Ordinal));
        Assert.DoesNotContain(app.Log.Lines, line => line.Contains("intern-7", StringComparison.Ordinal) || line.Contains("999993653", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET", 3)]
    [InlineData("POST", 1)]
    public async Task What_may_pass_is_repeated_where_that_is_safe(string method, int tries)
    {
        await using var outway = await CalledServer.StartAsync();
        outway.Otherwise = Answer(502, "ERROR_CODE_SERVICE_UNREACHABLE", """{"domain":"ERROR_DOMAIN_INWAY"}""");
        await using var app = await StartAsync(outway, ("Fsc:Services:brp:FirstPause", "00:00:00.001"));
        using var request = new HttpRequestMessage(new HttpMethod(method), "/");

        var refused = await Assert.ThrowsAsync<FscException>(() => app.Client("brp").SendAsync(request, Cancel));

        Assert.Equal((true, tries), (refused.IsRetryable, outway.Received.Count));
    }

    private static RequestDelegate Answer(int status, string? code, string body) => context =>
    {
        context.Response.StatusCode = status;
        if (code is not null)
        {
            context.Response.Headers["Fsc-Error-Code"] = code;
        }

        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body)).AsTask();
    };

    private static Task<CallerApp> StartAsync(CalledServer outway, params (string, string)[] settings) =>
        CallerApp.StartAsync(
            outway,
            builder => builder.AddFscClient("brp"),
            null,
            app => app.Map("/door", (RequestDelegate)(async context =>
            {
                var client = context.RequestServices.GetRequiredService<IHttpClientFactory>().CreateClient("brp");
                using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/personen/1");
                foreach (var header in context.Request.Headers.Where(header => header.Key == "Fsc-Authorization"))
                {
                    request.Headers.TryAddWithoutValidation(header.Key, $"{header.Value}");
                }

                using var answer = await client.SendAsync(request, context.RequestAborted);
            })),
            [("Fsc:Outway", outway.Address.ToString()), .. settings]);
}
