namespace CommonGround.Platform.Tests.Api;

public class ResourceTests
{
    [Fact]
    public async Task A_created_resource_has_a_location_and_a_version()
    {
        await using var api = await TestApi.StartAsync();

        var created = await api.CreateAsync();

        Assert.Equal("\"1\"", created.Header("ETag"));
        Assert.Equal($"/v1/meldingen/{created.Json.GetProperty("id")}", created.Header("Location"));
        Assert.Equal("application/json", created.Header("Content-Type"));
        created.HasStandardHeaders();
        var read = await api.SendAsync("GET", created.Header("Location")!);
        Assert.Equal((200, "\"1\"", created.Body), (read.Status, read.Header("ETag"), read.Body));
    }
}
