using System.Net;

namespace CommonGround.Platform.Tests.OpenApi;

public sealed class DocsPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/docs", "text/html", "<div id=\"docs\">")]
    [InlineData("/v1/docs/docs.js", "text/javascript", "SwaggerUIBundle({")]
    [InlineData("/v1/docs/swagger-ui-bundle.js", "text/javascript", "SwaggerUIBundle")]
    [InlineData("/v1/docs/swagger-ui.css", "text/css", ".swagger-ui")]
    public async Task The_page_is_complete_and_allows_nothing_from_elsewhere(string path, string contentType, string content)
    {
        await using var app = await DescribedApp.StartAsync("Development");
        using var answer = await app.Client.GetAsync(path, Cancel);
        Assert.Equal(contentType, answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(content, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self'; ", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/docs")]
    [InlineData("/v1/docs/docs.js")]
    public async Task There_is_no_page_outside_Development(string path)
    {
        await using var app = await DescribedApp.StartAsync();
        using var answer = await app.Client.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
