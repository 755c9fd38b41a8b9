namespace CommonGround.Platform.Tests.Api;

public class RawRequestTests
{
    [Theory]
    [InlineData("ONZIN\r\n\r\n", 400)]
    [InlineData("GET /v1/meldingen HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /v1/meldingen HTTP/1.1\r\nHost: a\r\nSlechte kop: x\r\n\r\n", 400)]
    [InlineData("GET /v1/meldingen HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400)]
    [InlineData("GET /v1/meldingen HTTP/9.9\r\nHost: a\r\n\r\n", 505)]
    [InlineData("GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("GET /v1/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 404)]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 405)]
    [InlineData("GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("POST /v1/meldingen HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400)]
    [InlineData("POST /v1/meldingen HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 400)]
    [InlineData("GET /v1/meldingen HTTP/1.1\r\nHost: a\r\nX: \xff\r\nConnection: close\r\n\r\n", 400)]
    public async Task What_the_server_itself_rejects_is_answered_like_the_rest(string request, int status)
    {
        await using var api = await TestApi.StartAsync();

        var answer = await RawClient.SendAsync(api.Address, request);

        answer.IsProblem(status);
        Assert.Empty(api.Log.Errors);
    }

    [Fact]
    public async Task Headers_and_addresses_over_the_limit_are_refused()
    {
        await using var api = await TestApi.StartAsync();

        (await RawClient.SendAsync(api.Address, $"GET / HTTP/1.1\r\nHost: a\r\nX: {new string('x', 40_000)}\r\n\r\n")).IsProblem(431);
        (await RawClient.SendAsync(api.Address, $"GET /{new string('x', 10_000)} HTTP/1.1\r\nHost: a\r\n\r\n")).IsProblem(414);
    }

    /// <summary>Who asks before he sends is told no without having to send.</summary>
    [Fact]
    public async Task A_body_over_the_limit_is_refused_before_it_is_sent()
    {
        await using var api = await TestApi.StartAsync();

        var answer = await RawClient.SendAsync(
            api.Address,
            "POST /v1/meldingen HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer t:schrijven\r\nContent-Type: application/json\r\nContent-Length: 3000000\r\n" +
            "Expect: 100-continue\r\nConnection: close\r\n\r\n");

        answer.IsProblem(413);
    }

    /// <summary>The server does not read such a body, so that nothing can come behind it on its connection.</summary>
    [Theory]
    [InlineData("meldingen", "Authorization: Bearer t:schrijven\r\nContent-Type: application/json\r\n", 413)]
    [InlineData("meldingen", "Authorization: Bearer t:schrijven\r\nContent-Type: text/plain\r\n", 415)]
    [InlineData("meldingen", "Authorization: Bearer t:lezen\r\nContent-Type: application/json\r\n", 403)]
    [InlineData("meldingen", "Content-Type: application/json\r\n", 401)]
    [InlineData("onbekend", "", 404)]
    public async Task Who_says_that_a_body_is_over_the_limit_hears_that_the_connection_closes(string path, string headers, int status)
    {
        await using var api = await TestApi.StartAsync();

        var answer = await RawClient.SendAsync(api.Address, $"POST /v1/{path} HTTP/1.1\r\nHost: a\r\nContent-Length: 262145\r\n{headers}\r\n");

        answer.IsProblem(status);
        Assert.Equal("close", answer.Header("Connection"));
    }

    [Fact]
    public async Task Who_sends_a_body_that_fits_keeps_the_connection_whatever_the_answer()
    {
        await using var api = await TestApi.StartAsync();

        var refused = await api.SendAsync("POST", "/v1/onbekend", new string(' ', 256 * 1024));

        refused.IsProblem(404);
        Assert.Null(refused.Header("Connection"));
    }

    [Fact]
    public async Task A_chunk_that_is_no_chunk_is_refused()
    {
        await using var api = await TestApi.StartAsync();

        var answer = await RawClient.SendAsync(
            api.Address,
            "POST /v1/meldingen HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer t:schrijven\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");

        answer.IsProblem(400);
        Assert.Empty(api.Log.Errors);
    }
}
