using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using CommonGround.Platform.Invocation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Tests.Invocation;

/// <summary>What a client of another component sends, and what of the answer the supplier sees.</summary>
public sealed class ComponentClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_problem_of_the_component_comes_as_it_is()
    {
        const string Problem = """{"status":409,"detail":"Een afgehandelde zaak kan niet meer worden gewijzigd."}""";
        await using var server = await CalledServer.StartAsync();
        server.Otherwise = context =>
        {
            (context.Response.StatusCode, context.Response.ContentType) = (409, "application/problem+json");
            context.Response.Headers.ETag = "\"7\"";
            return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Problem)).AsTask();
        };
        await using var app = await CallerApp.StartAsync(server);

        using var answer = await app.Client().GetAsync("/v1/zaken/1?velden=a,b", Cancel);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Problem, await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("\"7\"", answer.Headers.ETag?.Tag);
        Assert.Equal("/v1/zaken/1?velden=a,b", Assert.Single(server.Received).Path);
    }

    [Theory]
    [InlineData("POST", true)]
    [InlineData("PATCH", true)]
    [InlineData("PUT", true)]
    [InlineData("DELETE", true)]
    [InlineData("GET", false)]
    [InlineData("HEAD", false)]
    [InlineData("OPTIONS", false)]
    public async Task What_changes_something_has_a_key_of_its_own(string method, bool has)
    {
        await using var server = await CalledServer.StartAsync();
        await using var app = await CallerApp.StartAsync(server);

        for (var call = 0; call < 2; call++)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), "/v1/zaken");
            using var answer = await app.Client().SendAsync(request, Cancel);
        }

        var keys = server.Received.Select(request => request["Idempotency-Key"]).ToList();
        Assert.All(keys, key => Assert.Equal(has, Guid.TryParse(key, out _)));
        Assert.Equal(has ? 2 : 1, keys.Distinct().Count());
    }

    [Fact]
    public async Task The_suppliers_own_key_stays()
    {
        await using var server = await CalledServer.StartAsync();
        await using var app = await CallerApp.StartAsync(server);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/zaken");
        request.Headers.Add("Idempotency-Key", "van-de-leverancier");

        using var answer = await app.Client().SendAsync(request, Cancel);

        Assert.Equal("van-de-leverancier", server.Received.Single()["Idempotency-Key"]);
    }

    [Fact]
    public async Task The_trace_goes_along_and_the_token_between_inways_does_not()
    {
        await using var server = await CalledServer.StartAsync();
        await using var app = await CallerApp.StartAsync(server);
        using var trace = new Activity("verzoek").SetParentId("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01").Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("Fsc-Authorization", "Bearer example.only.token");

        using var answer = await app.Client().SendAsync(request, Cancel);

        var came = server.Received.Single();
        Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", came["traceparent"], StringComparison.Ordinal);
        Assert.Null(came["Fsc-Authorization"]);
    }

    [Fact]
    public async Task Nor_does_that_token_where_a_handler_passes_it_on()
    {
        await using var server = await CalledServer.StartAsync();
        await using var app = await CallerApp.StartAsync(
            server, builder => builder.AddComponentClient("zaakregister").AddHttpMessageHandler(() => new PassingOn("Fsc-Authorization", "X-Eigen")));

        using var answer = await app.Client().GetAsync("/", Cancel);

        Assert.Equal((null, PassingOn.Value), (server.Received.Single()["Fsc-Authorization"], server.Received.Single()["X-Eigen"]));
    }

    [Theory]
    [InlineData("http://elders.example.nl/v1/zaken")]
    [InlineData("http://zaakregister:81/v1/zaken")]
    [InlineData("https://zaakregister/v1/zaken")]
    public async Task Another_host_is_refused(string address)
    {
        await using var server = await CalledServer.StartAsync();
        await using var app = await CallerApp.StartAsync(server);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => app.Client().GetAsync(address, Cancel));

        Assert.Contains("This client calls http://zaakregister/ only", refused.Message, StringComparison.Ordinal);
        Assert.Empty(server.Received);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_refused_before_it_is_sent(bool knowsItsLength)
    {
        await using var server = await CalledServer.StartAsync();
        await using var app = await CallerApp.StartAsync(server, null, ("LargestBody", "1024"));
        using HttpContent body = knowsItsLength ? new ByteArrayContent(new byte[1025]) : JsonContent.Create(new string('a', 1024));

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => app.Client().PostAsync("/v1/zaken", body, Cancel));

        Assert.Contains("larger than 1024 bytes, the setting LargestBody", refused.Message, StringComparison.Ordinal);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task An_answer_over_the_limit_is_not_read_into_memory()
    {
        await using var server = await CalledServer.StartAsync();
        server.Otherwise = static context => context.Response.Body.WriteAsync(new byte[1025]).AsTask();
        await using var app = await CallerApp.StartAsync(server, null, ("LargestAnswer", "1024"));

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => app.Client().GetAsync("/v1/zaken", Cancel));
        using var read = await app.Client().GetAsync("/v1/zaken", HttpCompletionOption.ResponseHeadersRead, Cancel);

        Assert.Equal(HttpRequestError.ConfigurationLimitExceeded, refused.HttpRequestError);
        Assert.Equal(1025, (await read.Content.ReadAsByteArrayAsync(Cancel)).Length);
    }

    [Fact]
    public async Task A_client_of_ones_own_shares_settings_and_breaker()
    {
        await using var server = await CalledServer.StartAsync();
        await using var app = await CallerApp.StartAsync(server, builder =>
        {
            builder.AddComponentClient("zaakregister");
            builder.AddComponentClient<TypedClient>("zaakregister");
        });

        Assert.Equal("goed", await app.Services.GetRequiredService<TypedClient>().Http.GetStringAsync("/", Cancel));
        using var scope = app.Services.CreateScope();
        Assert.Equal("goed", await scope.ServiceProvider.GetRequiredKeyedService<HttpClient>("zaakregister").GetStringAsync("/", Cancel));
        Assert.Equal(2, server.Received.Count);
    }

    [Theory]
    [InlineData("Timeout", "00:20:00")]
    [InlineData("TryTimeout", "00:00:10")]
    [InlineData("Retries", "11")]
    [InlineData("Retries", "veel")]
    [InlineData("BreakerRatio", "0")]
    [InlineData("BreakerTries", "1")]
    [InlineData("BreakerPause", "00:00:00.1")]
    [InlineData("LargestBody", "0")]
    [InlineData("LargestAnswer", "0")]
    public async Task A_wrong_setting_refuses_the_start_and_is_named(string setting, string value)
    {
        await using var server = await CalledServer.StartAsync();

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => CallerApp.StartAsync(server, null, (setting, value)));

        Assert.Contains($"Calls:zaakregister:{setting} is ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zaakregister")]
    [InlineData("Zaakregister")]
    [InlineData("zaak/register")]
    [InlineData("")]
    public async Task A_name_is_an_app_id_and_is_used_once(string name)
    {
        await using var server = await CalledServer.StartAsync();

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => CallerApp.StartAsync(server, builder =>
        {
            builder.AddComponentClient("zaakregister");
            builder.AddComponentClient(name);
        }));

        Assert.Contains($"'{name}'", refused.Message, StringComparison.Ordinal);
    }

    private sealed class TypedClient(HttpClient http)
    {
        public HttpClient Http => http;
    }
}
