using CommonGround.Platform.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Api;

/// <summary>Addresses in answers lead back to the API, whatever path a gateway has before it.</summary>
public class PublicAddressTests
{
    [Theory]
    [InlineData("Production", "https://api.example.nl/planner/v1", "/planner/v1/")]
    [InlineData("Production", "https://api.example.nl/v1", "/v1/")]
    [InlineData("Development", "https://api.example.nl/planner/v1", "/v1/")]
    public async Task Each_address_in_an_answer_is_one_that_callers_can_use(string environment, string serverUrl, string expected)
    {
        await using var api = await TestApi.StartAsync(configure: builder => Configure(builder, environment, serverUrl));

        var created = await api.CreateAsync(headers: "Idempotency-Key: een");
        var repeated = await api.CreateAsync(headers: "Idempotency-Key: een");
        await api.CreateAsync();
        var page = await api.SendAsync("GET", "/v1/meldingen?limit=1");
        var root = await api.SendAsync("GET", "/");

        Assert.Equal($"{expected}meldingen/{created.Json.GetProperty("id").GetString()}", created.Header("Location"));
        Assert.Equal(created.Header("Location"), repeated.Header("Location"));
        Assert.StartsWith($"<{expected}meldingen?limit=1&cursor=", page.Header("Link"), StringComparison.Ordinal);
        Assert.Equal($"{expected}openapi.json", root.Json.GetProperty("beschrijving").GetString());
    }

    private static void Configure(WebApplicationBuilder builder, string environment, string serverUrl)
    {
        builder.Environment.EnvironmentName = environment;
        builder.Services.Configure<ApiDescriptionOptions>(api => api.ServerUrl = new Uri(serverUrl));
    }
}
