using System.Net;
using System.Text.Json.Nodes;
using CommonGround.Platform.OpenApi;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Tests.OpenApi;

public sealed class DocumentTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/openapi.json", "application/json")]
    [InlineData("/v1/openapi.yaml", "application/yaml")]
    public async Task The_document_is_public_and_readable_from_any_origin(string path, string contentType)
    {
        await using var app = await DescribedApp.StartAsync();
        using var answer = await app.Client.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(contentType, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["*"], answer.Headers.GetValues("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task JSON_and_YAML_say_the_same()
    {
        await using var app = await DescribedApp.StartAsync();
        var json = await app.GetDocumentAsync();
        var yaml = YamlSubset.Parse(await app.Client.GetStringAsync("/v1/openapi.yaml", Cancel));
        Assert.True(JsonNode.DeepEquals(json, yaml), $"{json}\n---\n{yaml}");
    }

    [Fact]
    public async Task Development_and_Production_say_the_same()
    {
        await using var development = await DescribedApp.StartAsync("Development");
        await using var production = await DescribedApp.StartAsync();
        Assert.Equal(
            await production.Client.GetStringAsync("/v1/openapi.json", Cancel),
            await development.Client.GetStringAsync("/v1/openapi.json", Cancel));
    }

    [Fact]
    public async Task The_server_ends_on_the_major_version_and_the_paths_do_not_repeat_it()
    {
        await using var app = await DescribedApp.StartAsync();
        var document = await app.GetDocumentAsync();
        Assert.StartsWith("3.0.", (string?)document["openapi"], StringComparison.Ordinal);
        Assert.Equal("https://api.example.nl/dingen/v1", (string?)document["servers"]![0]!["url"]);
        Assert.Equal(
            ["/dingen", "/dingen/_zoek", "/dingen/{id}", "/openapi.json", "/status"],
            document["paths"]!.Names().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Info_names_contact_licence_and_version()
    {
        await using var app = await DescribedApp.StartAsync();
        var info = (await app.GetDocumentAsync())["info"]!;
        Assert.Equal("Dingen", (string?)info["title"]);
        Assert.Equal("Een API om mee te proberen.", (string?)info["description"]);
        Assert.Matches(@"^\d+\.\d+\.\d+$", (string?)info["version"]);
        Assert.Equal("Team Dingen", (string?)info["contact"]!["name"]);
        Assert.Equal("dingen@example.nl", (string?)info["contact"]!["email"]);
        Assert.Equal("https://example.nl/dingen", (string?)info["contact"]!["url"]);
        Assert.Equal("EUPL-1.2", (string?)info["license"]!["name"]);
    }

    [Theory]
    [InlineData("Api:Title", "")]
    [InlineData("Api:Description", "")]
    [InlineData("Api:ServerUrl", "https://api.example.nl/dingen")]
    [InlineData("Api:ServerUrl", "http://api.example.nl/dingen/v1")]
    [InlineData("Api:TokenUrl", "/token")]
    [InlineData("Api:Contact:Name", "")]
    [InlineData("Api:Contact:Email", "niemand")]
    [InlineData("Api:Contact:Url", "example.nl")]
    public async Task A_setting_that_makes_no_good_description_stops_the_start_and_is_named(string name, string value)
    {
        await using var app = DescribedApp.Build(settings: new() { [name] = value });
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(Cancel));
        Assert.Contains(name + " must be", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Naam van een ding.", "<summary>Naam van\n    een ding.</summary>")]
    [InlineData("Zie `Ding` en `null`, of `id`.", "<summary>Zie <see cref=\"T:A.Ding\" /> en <see langword=\"null\" />, of <paramref name=\"id\" />.</summary>")]
    [InlineData("Met `code` en tekst.", "<summary>Met <c>code</c> en <para>tekst</para>.</summary>")]
    public void Comments_become_text(string expected, string xml) =>
        Assert.Equal(expected, new XmlComment(System.Xml.Linq.XElement.Parse($"<member>{xml}</member>")).Summary);
}
