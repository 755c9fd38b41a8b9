using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Api;

public class TransportTests
{
    private static readonly (string, string) Proxy = ("Proxy:KnownNetworks:0", "10.42.0.0/16");

    [Theory]
    [InlineData("127.0.0.1", null, null, 200)]
    [InlineData("::1", null, null, 200)]
    [InlineData("192.0.2.7", null, null, 403)]
    [InlineData("192.0.2.7", "https", null, 403)]
    [InlineData("10.42.0.9", "https", "192.0.2.7", 200)]
    [InlineData("10.42.0.9", "http", "192.0.2.7", 403)]
    [InlineData("10.42.0.9", "http", "127.0.0.1", 403)]
    [InlineData("10.42.0.9", null, null, 403)]
    public async Task Plain_http_is_for_this_machine_and_for_what_a_known_proxy_received_by_https(string peer, string? scheme, string? client, int status)
    {
        await using var api = await TestApi.StartAsync(configure: builder => builder.Services.AddSingleton<IStartupFilter>(new Peer(peer)), settings: Proxy);
        string[] headers = [.. scheme is null ? [] : new[] { $"X-Forwarded-Proto: {scheme}" }, .. client is null ? [] : new[] { $"X-Forwarded-For: {client}" }];

        var answer = await api.SendAsync("GET", "/v1/meldingen", headers: headers);

        Assert.Equal(status, answer.Status);
        answer.HasStandardHeaders();
        if (status == 403)
        {
            answer.IsProblem(403);
            Assert.Contains("https", answer.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_a_configured_proxy_nobody_is_believed()
    {
        await using var api = await TestApi.StartAsync(configure: builder => builder.Services.AddSingleton<IStartupFilter>(new Peer("10.42.0.9")));

        (await api.SendAsync("GET", "/", headers: "X-Forwarded-Proto: https")).IsProblem(403);
    }
}
