namespace CommonGround.Platform.Tests.Api;

public class PathTests
{
    [Theory]
    [InlineData("/v1/meldingen/")]
    [InlineData("/v1/Meldingen")]
    [InlineData("/V1/meldingen")]
    [InlineData("/v1//meldingen")]
    [InlineData("/v1")]
    [InlineData("/v1/")]
    [InlineData("/v1/onbekend")]
    [InlineData("/v1/meldingen/geen-uuid")]
    [InlineData("/v1/meldingen/0198c5a26b1e7c3d9f412a6d1c0e5b77")]
    [InlineData("/v1/meldingen/%7B0198c5a2-6b1e-7c3d-9f41-2a6d1c0e5b77%7D")]
    [InlineData("/v1/meldingen%2F")]
    public async Task A_path_is_taken_by_the_letter(string path)
    {
        await using var api = await TestApi.StartAsync();

        (await api.SendAsync("GET", path)).IsProblem(404);
        api.Client.DefaultRequestHeaders.Authorization = null;
        (await api.SendAsync("GET", path)).IsProblem(404);
    }

    [Fact]
    public async Task A_resource_has_one_address()
    {
        await using var api = await TestApi.StartAsync();
        var id = (await api.CreateAsync()).Json.GetProperty("id").GetString()!;

        Assert.Equal(200, (await api.SendAsync("GET", $"/v1/meldingen/{id}")).Status);
        (await api.SendAsync("GET", $"/v1/meldingen/{id.ToUpperInvariant()}")).IsProblem(404);
        (await api.SendAsync("GET", $"/v1/meldingen/+{id[1..]}")).IsProblem(404);
        (await api.SendAsync("GET", $"/v1/meldingen/{id[..9]}%2B{id[10..]}")).IsProblem(404);
    }
}
