using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CommonGround.Platform.BuildingBlocks;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Dapr;

public sealed class DaprInvocationTests : IAsyncLifetime
{
    private ScriptedSidecar _sidecar = null!;
    private HttpClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sidecar = await ScriptedSidecar.StartAsync();
        var invocation = _sidecar.Client(settings: ("DAPR_API_TOKEN", "example-sidecar-token")).GetRequiredService<IInvocation>();
        _client = new HttpClient(invocation.CreateHandler("callee")) { BaseAddress = new Uri("http://callee/") };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _sidecar.DisposeAsync();
    }

    [Fact]
    public async Task Method_path_headers_and_body_go_through_unchanged_and_the_token_with_them()
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, "http://callee/v1/a%20b%2Fc/1?velden=a,b&leeg")
        {
            Headers = { { "If-Match", "\"6\"" }, { "Fsc-Transaction-Id", "0199f000-0000-7000-8000-000000000000" } },
            Content = new StringContent("""{"n":1.10}""", Encoding.UTF8, "application/merge-patch+json"),
        };

        using var response = await _client.SendAsync(request, Cancellation);

        Assert.Equal("PATCH /v1.0/invoke/callee/method/v1/a%20b%2Fc/1?velden=a,b&leeg", $"{_sidecar.Last}");
        Assert.Equal("""{"n":1.10}""", _sidecar.Last.Body);
        Assert.Equal(
            ("\"6\"", "0199f000-0000-7000-8000-000000000000", "application/merge-patch+json; charset=utf-8", "example-sidecar-token"),
            (_sidecar.Last.Headers["If-Match"], _sidecar.Last.Headers["Fsc-Transaction-Id"], _sidecar.Last.Headers["Content-Type"], _sidecar.Last.Headers["dapr-api-token"]));
        Assert.Equal("http://callee/v1/a%20b%2Fc/1?velden=a,b&leeg", request.RequestUri!.AbsoluteUri);
        Assert.False(request.Headers.Contains("dapr-api-token"));
    }

    [Fact]
    public async Task The_trace_of_the_caller_goes_along()
    {
        using var caller = new Activity("caller").Start();

        using var response = await _client.GetAsync("v1/aanvragen/1", Cancellation);

        Assert.Contains(caller.TraceId.ToHexString(), _sidecar.Last.Headers["traceparent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_component_answers_is_an_answer()
    {
        var own = Exchange.Of("invocation", "invocation").Where(e => e.Path.StartsWith("/v1.0/invoke/callee/", StringComparison.Ordinal) && !IsOfTheSidecar(e)).ToList();
        Assert.Contains(own, exchange => exchange.Answer.Status == 500);
        Assert.Contains(own, exchange => exchange.Answer.Status == 303);

        foreach (var exchange in own)
        {
            _sidecar.Always(exchange.Answer);

            using var response = await _client.GetAsync("v1/aanvragen/1", Cancellation);

            Assert.Equal((HttpStatusCode)exchange.Answer.Status, response.StatusCode);
            if (exchange.Answer.Status != 304)
            {
                Assert.Equal(exchange.Answer.Body ?? [], await response.Content.ReadAsByteArrayAsync(Cancellation));
            }
        }
    }

    [Theory]
    [InlineData(500, """{"errorCode":"ANDERS","message":"van het component zelf"}""")]
    [InlineData(404, """{"fout":"ERR_DIRECT_INVOKE"}""")]
    [InlineData(500, """["ERR_DIRECT_INVOKE"]""")]
    [InlineData(500, "ERR_DIRECT_INVOKE")]
    public async Task JSON_of_the_component_itself_is_read_by_the_caller(int status, string body)
    {
        _sidecar.Always(ScriptedAnswer.Json(status, body));

        using var response = await _client.GetAsync("v1/aanvragen/1", Cancellation);

        Assert.Equal(body, await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task What_the_sidecar_answers_itself_is_an_exception()
    {
        var own = Exchange.Of("invocation", "invocation").Where(IsOfTheSidecar)
            .Concat(Exchange.Of("tokens-and-app-health", "app health").Where(IsOfTheSidecar)).ToList();
        Assert.Contains(own, exchange => exchange.Name == "unknown app-id");
        Assert.Contains(own, exchange => exchange.Name == "body of 5 MiB");
        Assert.Contains(own, exchange => exchange.Name == "invoke itself while unhealthy");

        foreach (var exchange in own)
        {
            _sidecar.Always(exchange.Answer);

            var failure = await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetAsync("v1/aanvragen/1", Cancellation));

            var words = (string)JsonNode.Parse(exchange.Answer.Body!)!["message"]!;
            Assert.Contains("could not call the component 'callee'", failure.Message, StringComparison.Ordinal);
            Assert.Equal((HttpStatusCode)exchange.Answer.Status, failure.StatusCode);
            Assert.DoesNotContain(words, failure.ToString(), StringComparison.Ordinal);
            var reason = _sidecar.Log.Lines.Last().Split("The sidecar says: ")[1].Trim();
            Assert.True(words.Contains(reason, StringComparison.Ordinal) || (reason == "its own log says why" && words.StartsWith("failed getting app id", StringComparison.Ordinal)), reason);
        }
    }

    [Fact]
    public async Task So_is_a_refusal_by_access_control()
    {
        _sidecar.Always(Exchange.Answered("access-control", "access control", "friend: POST /v1/aanvragen"));

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetAsync("v1/aanvragen/1", Cancellation));

        Assert.Contains("does not allow this call", failure.Message, StringComparison.Ordinal);
        Assert.Contains(_sidecar.Log.Lines, line => line.Contains("access control policy has denied access", StringComparison.Ordinal));
        Assert.DoesNotContain(_sidecar.Log.Lines, line => line.Contains("aanvragen", StringComparison.Ordinal));
    }

    [Fact]
    public async Task So_is_a_token_that_the_sidecar_refuses()
    {
        _sidecar.Always(Exchange.Answered("tokens-and-app-health", "tokens", "state, no token"));

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetAsync("v1/aanvragen/1", Cancellation));

        Assert.Contains("DAPR_API_TOKEN", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_are_headers_that_the_sidecar_does_not_read_to_their_end()
    {
        _sidecar.Always(Exchange.Answered("state", "state-postgresql", "get with a header of 8 KiB (over --read-buffer-size 4Ki)"));
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetAsync("v1/aanvragen/1", Cancellation));
        _sidecar.Always(ScriptedAnswer.Text(431, "van het component zelf"));
        using var own = await _client.GetAsync("v1/aanvragen/1", Cancellation);

        Assert.Contains("dapr.io/read-buffer-size", failure.Message, StringComparison.Ordinal);
        Assert.Equal("van het component zelf", await own.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task So_is_a_sidecar_that_cuts_the_connection()
    {
        _sidecar.Always(null);

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetAsync("v1/aanvragen/1", Cancellation));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_not_sent()
    {
        using var content = new ByteArrayContent(new byte[(4 * 1024 * 1024) + 1]);

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => _client.PostAsync("v1/aanvragen", content, Cancellation));

        Assert.Contains("Dapr:MaxBodyBytes is 4194304", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_sidecar.Seen);
    }

    [Fact]
    public async Task A_request_that_leads_elsewhere_is_not_sent()
    {
        var upwards = new Uri("http://callee/../../../state/statestore/a", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetAsync("http://example.nl/v1/aanvragen", Cancellation));
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetAsync(upwards, Cancellation));

        Assert.Empty(_sidecar.Seen);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Callee")]
    [InlineData("callee/method/x")]
    [InlineData("..")]
    public void Only_an_app_id_names_a_component(string appId) =>
        Assert.Throws<ArgumentException>(() => _sidecar.Client().GetRequiredService<IInvocation>().CreateHandler(appId));

    private static bool IsOfTheSidecar(Exchange exchange) =>
        exchange.Answer is { Status: >= 400, ContentType: "application/json", Body: { } body } && (string?)JsonNode.Parse(body)!["errorCode"] == "ERR_DIRECT_INVOKE";
}
