using CommonGround.Platform.Api.Limits;
using CommonGround.Platform.Api.Routing;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Tests.Api;

public class LimitTests
{
    [Fact]
    public async Task A_client_that_sends_too_much_is_told_to_wait_and_others_are_not()
    {
        await using var api = await TestApi.StartAsync(settings: [("Limits:RequestsPerSecond", "1"), ("Limits:Burst", "2")]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => api.SendAsync("GET", "/v1/meldingen")));

        var refused = answers.First(answer => answer.Status != 200);
        refused.IsProblem(429);
        Assert.InRange(int.Parse(refused.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 20);
        using var other = api.CreateClient("ander");
        using var response = await other.GetAsync("/v1/meldingen", TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task Anonymous_callers_share_one_limit()
    {
        await using var api = await TestApi.StartAsync(settings: [("Limits:RequestsPerSecond", "1"), ("Limits:Burst", "1")]);
        api.Client.DefaultRequestHeaders.Authorization = null;

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => api.SendAsync("GET", "/")));

        Assert.Contains(answers, answer => answer.Status == 429);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(1_000_000)]
    public async Task The_rate_can_be_set_alone(int requestsPerSecond)
    {
        await using var api = await TestApi.StartAsync(settings: ("Limits:RequestsPerSecond", $"{requestsPerSecond}"));

        Assert.Equal(200, (await api.SendAsync("GET", "/v1/meldingen")).Status);
    }

    [Fact]
    public async Task Zero_is_no_limit()
    {
        await using var api = await TestApi.StartAsync(settings: [("Limits:RequestsPerSecond", "0")]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => api.SendAsync("GET", "/")));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
    }

    [Fact]
    public async Task A_request_that_takes_too_long_ends_and_a_change_may_have_been_made()
    {
        await using var api = await TestApi.StartAsync(settings: ("Limits:RequestTimeout", "00:00:01"));
        api.Documents.Before = token => Task.Delay(Timeout.Infinite, token);

        var read = await api.SendAsync("GET", "/v1/meldingen");
        var search = await api.SendAsync("POST", "/v1/meldingen/_zoek", """{"burgerservicenummer":"999993653"}""");
        var change = await api.SendAsync("POST", "/v1/meldingen", Melding.Valid);

        read.IsProblem(503);
        search.IsProblem(503);
        change.IsProblem(503);
        Assert.DoesNotContain("Idempotency-Key", read.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Idempotency-Key", search.Body, StringComparison.Ordinal);
        Assert.Contains("Idempotency-Key", change.Body, StringComparison.Ordinal);
        Assert.NotNull(change.Header("Retry-After"));
        Assert.Empty(api.Log.Errors);
    }

    [Theory]
    [InlineData("Limits:BodyBytes", "5", "Limits:BodyBytes is 5; it must lie between 1024 and 10485760 bytes. Correct it in the settings or in the variable Limits__BodyBytes.")]
    [InlineData("Limits:HeaderBytes", "1", "Limits:HeaderBytes is 1; it must lie between 4096 and 1048576 bytes. Correct it in the settings or in the variable Limits__HeaderBytes.")]
    [InlineData("Limits:RequestTimeout", "0", "Limits:RequestTimeout is 00:00:00; it must lie between 00:00:01 and 00:10:00. Correct it in the settings or in the variable Limits__RequestTimeout.")]
    [InlineData("Limits:Burst", "1", "Limits:Burst is 1; it must lie between 200 and 1000000 requests, the least being Limits:RequestsPerSecond. Correct it in the settings or in the variable Limits__Burst.")]
    [InlineData("Limits:RequestsPerSecond", "-1", "Limits:RequestsPerSecond is -1; it must lie between 0 and 1000000 requests; 0 is no limit. Correct it in the settings or in the variable Limits__RequestsPerSecond.")]
    [InlineData("Proxy:KnownProxies:0", "proxy", "Proxy:KnownProxies has 'proxy': write an IP address, such as 10.42.0.7.")]
    [InlineData("Proxy:KnownNetworks:0", "10.0.0.0", "Proxy:KnownNetworks has '10.0.0.0': write a network, such as 10.42.0.0/16.")]
    [InlineData("Cors:AllowedOrigins:0", "*", "Cors:AllowedOrigins has '*': write an origin such as https://balie.voorbeeld.nl, without a path. A * is not allowed.")]
    [InlineData("Cors:AllowedOrigins:0", "https://a.nl/x", "Cors:AllowedOrigins has 'https://a.nl/x': write an origin such as https://balie.voorbeeld.nl, without a path. A * is not allowed.")]
    public async Task A_setting_that_cannot_be_right_stops_the_start(string setting, string value, string message)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => TestApi.StartAsync(settings: (setting, value)));

        Assert.Equal(message, failure.Message);
    }

    [Fact]
    public void The_defaults_are_what_the_comments_say()
    {
        var limits = new LimitsOptions();

        Assert.Equal((262_144, 32_768, 10.0, 200, 400), (limits.BodyBytes, limits.HeaderBytes, limits.RequestTimeout.TotalSeconds, limits.RequestsPerSecond, limits.BurstSize));
        Assert.Equal(1_000, new LimitsOptions { RequestsPerSecond = 500 }.BurstSize);
        Assert.False(new ProxyOptions().IsConfigured);
        Assert.Empty(new CrossOriginOptions().AllowedOrigins);
    }
}
