using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Tests.Authentication;

/// <summary>Only the sidecar's token opens what only the sidecar may call, and only with it counts what only the sidecar may say.</summary>
public sealed class SidecarTests
{
    private const string Token = TestApp.SidecarToken;

    private static readonly string[] s_said =
    [
        "Dapr-Caller-App-Id: zaakregister", "Dapr-Caller-Namespace: default", "Dapr-Callee-App-Id: planner", "Forwarded: for=192.0.2.7;by=192.0.2.8;host=node",
        "X-Forwarded-For: 192.0.2.7", "X-Forwarded-Host: node", "X-Forwarded-Port: 443", "X-Forwarded-Prefix: /x", "X-Forwarded-Proto: https",
        "X-Forwarded-Server: node",
    ];

    [Theory]
    [InlineData("Development", "/sidecar")]
    [InlineData("Production", "/sidecar")]
    [InlineData("Production", "/sidecar-group/any")]
    public async Task Its_token_opens(string environment, string path)
    {
        await using var app = await StartAsync(environment);

        using var answer = await app.SendAsync(path, $"dapr-api-token: {Token}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("dapr-api-token:")]
    [InlineData("dapr-api-token: " + Token + "x")]
    [InlineData("dapr-api-token: X" + Token)]
    [InlineData("dapr-api-token: 0123")]
    [InlineData("dapr-api-token: " + Token + ", " + Token)]
    [InlineData("Authorization: Bearer " + Token)]
    public async Task Anything_else_is_401(string header)
    {
        await using var app = await StartAsync("Production");

        foreach (var path in new[] { "/sidecar", "/sidecar-group/any" })
        {
            using var answer = await app.SendAsync(path, header.Length > 0 ? [header] : []);

            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("dapr-api-token", answer.Headers.WwwAuthenticate.ToString());
        }
    }

    [Fact]
    public async Task The_token_in_another_case_is_401()
    {
        await using var app = await StartAsync("Production");

        using var answer = await app.SendAsync("/sidecar", $"dapr-api-token: {Token.ToUpperInvariant()}");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Where_no_token_is_configured_nobody_is_the_sidecar(string? configured)
    {
        await using var app = await StartAsync("Development", ("APP_API_TOKEN", configured));

        using var answer = await app.SendAsync("/sidecar", "dapr-api-token:");
        using var again = await app.SendAsync("/sidecar", $"dapr-api-token: {Token}");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (answer.StatusCode, again.StatusCode));
        Assert.Single(app.Logs.All, line => line.Contains("APP_API_TOKEN is not set", StringComparison.Ordinal));
    }

    /// <summary>The sidecar calls for everyone: the limit per client would hold up deliveries.</summary>
    [Fact]
    public async Task The_limit_per_client_does_not_count_for_it()
    {
        await using var app = await StartAsync("Production");

        var endpoints = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

        Assert.All(
            endpoints.Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/sidecar", StringComparison.Ordinal)),
            endpoint => Assert.NotNull(endpoint.Metadata.GetMetadata<DisableRateLimitingAttribute>()));
    }

    [Fact]
    public async Task A_token_of_a_caller_opens_nothing_of_the_sidecar_and_the_other_way_round()
    {
        await using var app = await StartAsync("Production");

        using var answer = await app.SendAsync("/any", $"dapr-api-token: {Token}");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Without_the_token_nobody_is_told_who_calls_or_for_whom()
    {
        await using var app = await StartAsync("Production");

        foreach (var header in s_said)
        {
            Assert.Equal("", await app.HeadersAsync([header]));
            Assert.Equal("", await app.HeadersAsync([header, $"dapr-api-token: {Token}x"]));
        }
    }

    [Fact]
    public async Task With_the_token_it_counts_and_no_handler_sees_the_token()
    {
        await using var app = await StartAsync("Production");

        Assert.Equal(string.Join('\n', s_said.Order(StringComparer.Ordinal)), await app.HeadersAsync([.. s_said, $"dapr-api-token: {Token}"]));
    }

    [Theory]
    [InlineData(Token)]
    [InlineData("een-ander-token")]
    public async Task The_token_is_in_no_log_trace_or_answer(string shown)
    {
        // Other tests end their spans meanwhile.
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var app = await StartAsync("Production");

        using var answer = await app.SendAsync("/sidecar", $"dapr-api-token: {shown}");

        var text = string.Join('\n', [
            answer.ToString(), await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), .. app.Logs.All,
            .. spans.SelectMany(span => span.TagObjects.Select(tag => $"{tag.Key} {tag.Value}"))]);
        Assert.DoesNotContain(Token, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("een-ander", text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task Without_the_token_it_does_not_start_outside_Development(string environment)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(environment, ("APP_API_TOKEN", null)));

        var message = Assert.Single(refusal.Failures);
        Assert.StartsWith("APP_API_TOKEN is not set", message, StringComparison.Ordinal);
        Assert.Contains("openssl rand -hex 32", message, StringComparison.Ordinal);
        Assert.Contains("dapr.io/app-token-secret", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Development", "geheim\n")]
    [InlineData("Production", "geheim\n")]
    [InlineData("Production", " geheim")]
    [InlineData("Production", "geheimé")]
    public async Task A_token_that_no_header_carries_is_refused_and_not_repeated(string environment, string token)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(environment, ("APP_API_TOKEN", token)));

        Assert.StartsWith("APP_API_TOKEN has a space", Assert.Single(refusal.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", refusal.Message, StringComparison.Ordinal);
    }

    private static Task<TestApp> StartAsync(string environment, params (string Name, string? Value)[] settings) =>
        TestApp.StartAsync(environment, TimeProvider.System, null, [.. StartTests.Complete, .. settings]);
}
