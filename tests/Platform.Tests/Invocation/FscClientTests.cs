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
        foreach (var name in new[] { "Dapr-Api-Token", "Dapr-Caller-App-Id", "Forwarded", "X-Forwarded-For", "Fsc-Grant-Hash", "Fsc-Error-Code" })
        {
            request.Headers.Add(name, "van-ons");
        }

        request.Headers.Add("Authorization", Token);
        using var answer = await app.Client("brp").SendAsync(request, Cancel);

        var came = outway.Received.Single();
        Assert.DoesNotContain("van-ons", came.Headers.Values);
        Assert.Equal(Token, came["Authorization"]);
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
    public async Task A_call_without_a_transaction_gets_one_for_all_its_tries_and_the_log_has_it()
    {
        await using var outway = await CalledServer.StartAsync();
        outway.Script(CalledServer.Status(503));
        await using var app = await StartAsync(outway, ("Fsc:Services:brp:FirstPause", "00:00:00.001"), ("Fsc:Services:brp:Service", "haalcentraal-brp"));

        using (var answer = await app.Client("brp").GetAsync("/", Cancel))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using var other = await app.Client("brp").GetAsync("/", Cancel);
        string?[] ids = [.. outway.Received.Select(request => request["Fsc-Transaction-Id"])];
        Assert.Equal((ids[0], true), (ids[1], ids[2] != ids[0]));
        Assert.Equal(7, Guid.Parse(ids[0]!).Version);
        Assert.Single(app.Log.Lines, line => line.StartsWith($"Information: GET to brp (FSC service haalcentraal-brp), transaction {ids[0]}: 200", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Transaction, true)]
    [InlineData("geen-uuid\tmet: rommel", false)]
    [InlineData(null, false)]
    public async Task The_transaction_of_the_request_in_progress_goes_on(string? inbound, bool goesOn)
    {
        await using var outway = await CalledServer.StartAsync();
        await using var app = await StartAsync(outway);
        using var caller = new HttpClient { BaseAddress = app.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/door");
        request.Headers.TryAddWithoutValidation("Fsc-Transaction-Id", inbound);
        request.Headers.TryAddWithoutValidation("Fsc-Authorization", Token);

        using var answer = await caller.SendAsync(request, Cancel);

        var came = outway.Received.Single();
        Assert.Equal(goesOn, came["Fsc-Transaction-Id"] == inbound);
        Assert.Equal(7, Guid.Parse(came["Fsc-Transaction-Id"]!).Version);
        Assert.Null(came["Fsc-Authorization"]);
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
            """{"message":"service onbekend op host intern-7","domain":"ERROR_DOMAIN_OUTWAY","code":"ERROR_CODE_SERVICE_NOT_FOUND"}""");
        await using var app = await StartAsync(outway);

        var refused = await Assert.ThrowsAsync<FscException>(() => app.Client("brp").GetAsync("/v1/personen/1", Cancel));

        Assert.Equal(
            ("ERROR_DOMAIN_OUTWAY", "ERROR_CODE_SERVICE_NOT_FOUND", false, HttpStatusCode.NotFound),
            (refused.Domain, refused.Code, refused.IsRetryable, refused.StatusCode));
        Assert.Equal(outway.Received.Single()["Fsc-Transaction-Id"], refused.TransactionId);
        Assert.DoesNotContain("intern-7", refused.Message, StringComparison.Ordinal);
        Assert.Contains(app.Log.Lines, line => line.Contains("intern-7", StringComparison.Ordinal) && line.Contains(refused.TransactionId!, StringComparison.Ordinal));
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
