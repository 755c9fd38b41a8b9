namespace CommonGround.Platform.Tests.Api;

public class PagingTests
{
    [Theory]
    [InlineData("GET", "/v1/meldingen", null)]
    [InlineData("POST", "/v1/meldingen/_zoek", """{"burgerservicenummer":"999993653"}""")]
    public async Task Following_the_links_gives_every_resource_once_in_order(string method, string path, string? body)
    {
        await using var api = await TestApi.StartAsync();
        var created = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            created.Add((await api.CreateAsync()).Json.GetProperty("id").GetString()!);
        }

        var (seen, next) = (new List<string>(), $"{path}?limit=2");
        for (var pages = 1; next.Length > 0; pages++)
        {
            var page = await api.SendAsync(method, next, body);
            Assert.Equal(200, page.Status);
            seen.AddRange(page.Json.EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            next = page.Header("Link") is { } link ? link[1..link.IndexOf('>', StringComparison.Ordinal)] : "";
            Assert.True(pages <= 3);
        }

        Assert.Equal(created.Order(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task A_page_has_at_most_20_resources_unless_asked_otherwise()
    {
        await using var api = await TestApi.StartAsync();
        for (var i = 0; i < 21; i++)
        {
            await api.CreateAsync();
        }

        var page = await api.SendAsync("GET", "/v1/meldingen");

        Assert.Equal(20, page.Json.GetArrayLength());
        Assert.EndsWith("; rel=\"next\"", page.Header("Link"), StringComparison.Ordinal);
        Assert.Null((await api.SendAsync("GET", "/v1/meldingen?limit=21")).Header("Link"));
    }

    [Theory]
    [InlineData("limit=0", "query limit range")]
    [InlineData("limit=101", "query limit range")]
    [InlineData("limit=tien", "query limit format")]
    [InlineData("limit=", "query limit format")]
    [InlineData("limit=5&limit=6", "query limit duplicate")]
    [InlineData("limit=5&LIMIT=6", "query LIMIT unknown")]
    [InlineData("LIMIT=6", "query LIMIT unknown")]
    [InlineData("cursor=abc", "query cursor format")]
    [InlineData("cursor=AAAAAAAAAAAAAAAAAAAAAAA", "query cursor format")]
    [InlineData("naam=1&limit=x", "query limit format", "query naam unknown")]
    [InlineData("999993653=1", "query  unknown")]
    public async Task A_query_is_taken_by_the_letter(string query, params string[] errors)
    {
        await using var api = await TestApi.StartAsync();

        var refused = await api.SendAsync("GET", $"/v1/meldingen?{query}");

        refused.IsProblem(400);
        Assert.Equal(errors, refused.Errors);
        Assert.DoesNotContain("999993653", refused.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/v1/meldingen/0198c5a2-6b1e-7c3d-9f41-2a6d1c0e5b77?x=1", null)]
    [InlineData("POST", "/v1/meldingen?x=1", Melding.Valid)]
    public async Task An_unknown_parameter_is_refused_everywhere(string method, string path, string? body)
    {
        await using var api = await TestApi.StartAsync();

        Assert.Equal(["query x unknown"], (await api.SendAsync(method, path, body)).Errors);
    }
}
