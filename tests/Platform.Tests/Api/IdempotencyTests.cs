using System.Text.Json;
using CommonGround.Platform.Api;
using CommonGround.Platform.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace CommonGround.Platform.Tests.Api;

public class IdempotencyTests
{
    private const string Key = "Idempotency-Key: a1";

    [Fact]
    public async Task A_repeated_creation_gets_the_same_answer_and_creates_once()
    {
        await using var api = await TestApi.StartAsync();

        var first = await api.CreateAsync(Melding.Valid, Key);
        var second = await api.CreateAsync(Melding.Valid, Key);

        Assert.Equal((first.Body, first.Header("Location"), first.Header("ETag")), (second.Body, second.Header("Location"), second.Header("ETag")));
        Assert.Equal("application/json", second.Header("Content-Type"));
        second.HasStandardHeaders();
        Assert.Single(api.Documents.Stored);
    }

    [Theory]
    [InlineData("PUT", "application/json")]
    [InlineData("PATCH", "application/merge-patch+json")]
    [InlineData("DELETE", null)]
    public async Task A_repeated_change_is_answered_before_its_version_is_looked_at(string method, string? contentType)
    {
        await using var api = await TestApi.StartAsync();
        var location = (await api.CreateAsync()).Header("Location")!;
        var body = contentType is null ? null : Melding.Valid;

        var first = await api.SendAsync(method, location, body, contentType ?? "", Key, "If-Match: \"1\"");
        var second = await api.SendAsync(method, location, body, contentType ?? "", Key, "If-Match: \"1\"");

        Assert.True(first.Status is 200 or 204);
        Assert.Equal((first.Status, first.Body, first.Header("ETag")), (second.Status, second.Body, second.Header("ETag")));
    }

    [Theory]
    [InlineData("PUT", "application/json", "\"1\"")]
    [InlineData("PUT", "application/json", "*")]
    [InlineData("PATCH", "application/merge-patch+json", "\"1\"")]
    [InlineData("DELETE", null, "\"1\"")]
    public async Task A_change_that_lands_while_it_is_repeated_is_not_refused(string method, string? contentType, string match)
    {
        await using var api = await TestApi.StartAsync();
        var location = (await api.CreateAsync()).Header("Location")!;
        var body = contentType is null ? null : match == "*" ? Melding.Valid.Replace("Café", "afgehandeld", StringComparison.Ordinal) : Melding.Valid;

        var first = await api.SendAsync(method, location, body, contentType ?? "", Key, $"If-Match: {match}");
        api.Documents.EarlyLookUps = 1;
        var second = await api.SendAsync(method, location, body, contentType ?? "", Key, $"If-Match: {match}");

        Assert.True(first.Status is 200 or 204);
        Assert.Equal((first.Status, first.Body, first.Header("ETag")), (second.Status, second.Body, second.Header("ETag")));
    }

    [Fact]
    public async Task Another_request_under_the_same_key_is_refused()
    {
        await using var api = await TestApi.StartAsync();
        await api.CreateAsync(Melding.Valid, Key);

        (await api.SendAsync("POST", "/v1/meldingen", Melding.Valid.Replace("Café", "Kroeg", StringComparison.Ordinal), headers: Key)).IsProblem(409);
        (await api.SendAsync("POST", "/v1/meldingen", Melding.Valid, "application/json; charset=utf-8", Key)).IsProblem(409);
        Assert.Single(api.Documents.Stored);
    }

    [Fact]
    public async Task The_same_key_of_another_client_is_another_key()
    {
        await using var api = await TestApi.StartAsync();
        await api.CreateAsync(Melding.Valid, Key);
        using var other = api.CreateClient("ander");
        other.DefaultRequestHeaders.Add("Idempotency-Key", "a1");
        using var content = new StringContent(Melding.Valid, System.Text.Encoding.UTF8, "application/json");

        using var response = await other.PostAsync("/v1/meldingen", content, TestContext.Current.CancellationToken);

        Assert.Equal(201, (int)response.StatusCode);
        Assert.Equal(2, api.Documents.Stored.Count);
    }

    [Fact]
    public async Task A_refused_request_may_be_repeated_under_its_key()
    {
        await using var api = await TestApi.StartAsync();
        var location = (await api.CreateAsync()).Header("Location")!;

        (await api.SendAsync("PUT", location, Melding.Valid, headers: [Key, "If-Match: \"9\""])).IsProblem(412);

        Assert.Equal(200, (await api.SendAsync("PUT", location, Melding.Valid, headers: [Key, "If-Match: \"1\""])).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("met spatie")]
    [InlineData("a256")]
    public async Task A_key_that_is_not_well_formed_is_refused_together_with_the_other_errors(string key)
    {
        await using var api = await TestApi.StartAsync();
        var text = key == "a256" ? new string('a', 256) : key;

        var refused = await api.SendAsync("POST", "/v1/meldingen?x=1", Melding.Valid.Replace("3}", "30}", StringComparison.Ordinal), headers: $"Idempotency-Key: {text}");

        refused.IsProblem(400);
        Assert.Equal(["body /aantal range", "header Idempotency-Key format", "query x unknown"], refused.Errors);
    }

    [Fact]
    public async Task The_longest_key_that_is_described_is_accepted_and_a_longer_one_is_not()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        app.MapPost("/", () => "").DescribesCreate<Melding>();
        var endpoint = ((IEndpointRouteBuilder)app).DataSources.Single().Endpoints.Single();
        var described = endpoint.Metadata.OfType<RequestHeader>().Single().MaxLength;
        await using var api = await TestApi.StartAsync();

        var longest = await api.SendAsync("POST", "/v1/meldingen", Melding.Valid, headers: $"Idempotency-Key: {new string('a', described)}");
        var longer = await api.SendAsync("POST", "/v1/meldingen", Melding.Valid, headers: $"Idempotency-Key: {new string('a', described + 1)}");

        Assert.Equal(201, longest.Status);
        longer.IsProblem(400);
    }

    [Fact]
    public async Task The_stored_answer_is_the_one_that_was_sent()
    {
        await using var api = await TestApi.StartAsync();

        var created = await api.CreateAsync(Melding.Valid, Key);

        var stored = Assert.Single(api.Documents.Answers);
        Assert.Equal(("tester", "POST", "/v1/meldingen", "a1"), (stored.Key.Client, stored.Key.Method, stored.Key.Path, stored.Key.Value));
        Assert.Equal(created.Body, stored.Value.Body);
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(stored.Value.Body!).RootElement.ValueKind);
    }
}
