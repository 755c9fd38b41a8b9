using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace CommonGround.Sidecar.Tests.Contracts.Invocation;

/// <summary>What the platform asks of invocation. The component that is called is the one that calls: every place has it.</summary>
public abstract class InvocationContract<TPlace> : Contract<TPlace>
    where TPlace : Place
{
    private const string TraceId = "7584100f8097c88a7c312a6331bcdc86";

    protected InvocationContract(TPlace place)
        : base(place) => Assert.SkipWhen(place.Unreachable is not null, place.Unreachable ?? "");

    [Fact]
    public async Task A_component_is_reached_by_its_app_id()
    {
        using var answer = await SendAsync(HttpMethod.Get, Place.AppId, "/healthz");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task What_it_answers_comes_through_unchanged()
    {
        using var answer = await SendAsync(HttpMethod.Get, Place.AppId, "/v1/onbekend?velden=a,b");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.Contains("API-Version"));
    }

    [Fact]
    public async Task What_is_sent_comes_through_unchanged_with_body_token_key_and_trace()
    {
        const string Body = """{"naam":"Zoë","bedrag":1.10,"groot":9007199254740993}""";

        using var answer = await SendAsync(HttpMethod.Post, Place.AppId, $"{EchoExtensions.Path}?velden=a,b&naam=Zo%C3%AB", request =>
        {
            request.Content = new StringContent(Body, Encoding.UTF8, "application/merge-patch+json");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ComponentSettings.Tokens.Text(EchoExtensions.Scope));
            request.Headers.Add("Idempotency-Key", "een-sleutel");
            request.Headers.Add("traceparent", $"00-{TraceId}-b894d853824d9657-01");
        });

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(Body, await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("application/merge-patch+json; charset=utf-8", $"{answer.Content.Headers.ContentType}");
        Assert.Equal("\"7\"", answer.Headers.ETag?.Tag);
        Assert.Equal($"{EchoExtensions.Path}?velden=a,b&naam=Zo%C3%AB", answer.Headers.GetValues("Location").Single());
        Assert.Equal("een-sleutel", answer.Headers.GetValues("Idempotency-Key-Received").Single());
        Assert.Equal(TraceId, answer.Headers.GetValues("Traceparent-Received").Single().Split('-')[1]);
    }

    [Fact]
    public async Task A_body_of_a_quarter_of_a_megabyte_comes_through_unchanged()
    {
        var body = new string('é', 125_000);

        using var answer = await SendAsync(HttpMethod.Post, Place.AppId, EchoExtensions.Path, request =>
        {
            request.Content = new StringContent(body);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ComponentSettings.Tokens.Text(EchoExtensions.Scope));
        });

        Assert.Equal(body, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("lezen", HttpStatusCode.Forbidden)]
    public async Task A_caller_without_the_right_token_is_refused_by_the_component_itself(string? scope, HttpStatusCode status)
    {
        using var answer = await SendAsync(HttpMethod.Post, Place.AppId, EchoExtensions.Path, request =>
        {
            request.Content = new StringContent("{}");
            request.Headers.Authorization = scope is null ? null : new AuthenticationHeaderValue("Bearer", ComponentSettings.Tokens.Text(scope));
        });

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_component_that_is_not_there_is_an_error_and_no_answer()
    {
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(HttpMethod.Get, "bestaat-niet", "/v1/x"));
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(HttpMethod.Post, "bestaat-niet", "/v1/x", request => request.Content = new StringContent("{}")));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string appId, string path, Action<HttpRequestMessage>? prepare = null)
    {
        using var client = new HttpClient(Place.Invocation.CreateHandler(appId));
        using var request = new HttpRequestMessage(method, $"http://{appId}{path}");
        prepare?.Invoke(request);
        return await client.SendAsync(request, Cancellation);
    }
}
