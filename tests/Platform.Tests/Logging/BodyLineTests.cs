using System.Net;
using System.Text;
using CommonGround.Platform.Api;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>Who a body is about is in the line, whatever comes of the request (LDV-04): a document is not needed for it.</summary>
public sealed class BodyLineTests : IAsyncLifetime
{
    private const string Patch = "application/merge-patch+json";

    private LoggedComponent _component = null!;

    public async ValueTask InitializeAsync() => _component = await LoggedComponent.StartAsync(Map);

    public ValueTask DisposeAsync() => _component.DisposeAsync();

    [Theory]
    [InlineData("PUT", "application/json", """{"naam":"Jansen","hoofdpersoon":"999993653"}""")]
    [InlineData("PATCH", Patch, """{"hoofdpersoon":"999993653"}""")]
    [InlineData("PATCH", Patch, """{"hoofdpersoon":null,"betrokkenen":[{"bsn":"999993653"}]}""")]
    public async Task It_is_where_what_it_would_change_is_not_there(string method, string mediaType, string body)
    {
        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(method, $"/v1/dossiers/{Guid.NewGuid()}", body, mediaType));

        var line = Assert.Single(await _component.LinesAsync());
        Assert.Equal(("Unset", SubjectOf(Persons.One)), (line.Line.Status, line.Subject));
    }

    [Theory]
    [InlineData("POST", "application/json", """{"naam":"Jansen","hoofdpersoon":"999993653"}""")]
    [InlineData("PATCH", Patch, """{"hoofdpersoon":"999993653"}""")]
    public async Task It_is_where_no_document_comes_of_it(string method, string mediaType, string body)
    {
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(method, "/v1/toets", body, mediaType));

        var line = Assert.Single(await _component.LinesAsync());
        Assert.Equal(("Ok", SubjectOf(Persons.One)), (line.Line.Status, line.Subject));
    }

    [Fact]
    public async Task One_who_is_in_the_body_and_in_the_document_is_one_person()
    {
        const string Body = """{"naam":"Jansen","hoofdpersoon":"999993653","betrokkenen":[{"bsn":"999993653"}]}""";
        using var created = await _component.SendAsync(HttpMethod.Post, "/v1/dossiers", Body);
        var path = created.Headers.Location!.OriginalString;

        Assert.Equal(HttpStatusCode.OK, await SendAsync("PUT", path, Body, "application/json"));
        Assert.Equal(HttpStatusCode.OK, await SendAsync("PATCH", path, Body, Patch));

        var lines = await _component.LinesAsync();
        Assert.Equal(3, lines.Count);
        Assert.All(lines, line => Assert.Equal(SubjectOf(Persons.One), line.Subject));
    }

    [Fact]
    public async Task Another_than_the_document_is_about_has_a_line_too()
    {
        using var created = await _component.SendAsync(HttpMethod.Post, "/v1/dossiers", """{"naam":"Jansen","hoofdpersoon":"999993653"}""");

        await SendAsync("PATCH", created.Headers.Location!.OriginalString, $$"""{"hoofdpersoon":"{{Persons.Two.Reveal()}}"}""", Patch);

        string?[] expected = [SubjectOf(Persons.One), SubjectOf(Persons.Two)];
        Assert.Equal(expected.Order(), (await _component.LinesAsync()).Skip(2).Select(line => line.Subject).Order());
    }

    [Theory]
    [InlineData("POST", "application/json", """{"naam":5,"hoofdpersoon":"999993653"}""")]
    [InlineData("PATCH", Patch, """{"naam":5,"hoofdpersoon":"999993653"}""")]
    public async Task What_is_not_valid_is_given_to_no_handler_and_names_nobody(string method, string mediaType, string body)
    {
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(method, "/v1/toets", body, mediaType));

        var line = Assert.Single(await _component.LinesAsync());
        Assert.Equal(("Unset", null), (line.Line.Status, line.Subject));
    }

    [Fact]
    public async Task Ten_thousand_persons_in_one_body_are_ten_thousand_lines()
    {
        var body = $"[{string.Join(',', Persons.Many(10_000).Select(bsn => $"\"{bsn.Reveal()}\""))}]";

        Assert.Equal(HttpStatusCode.NoContent, await SendAsync("POST", "/v1/lijst", body, "application/json"));

        var lines = await _component.LinesAsync();
        Assert.Equal(10_001, lines.Count);
        Assert.Equal(10_000, lines.Skip(1).Select(line => line.Subject).Distinct().Count());
        Assert.All(lines.Skip(1), line => Assert.Equal(lines[0].Line.SpanId, line.Line.ParentSpanId));
    }

    private static void Map(RouteGroupBuilder api)
    {
        DossiersApi.Map(api);
        var toets = api.MapGroup("").RequireScope("lezen").Processes(DossiersApi.Activity);
        toets.MapPatch("/dossiers/{id:guid}", (ResourceRequest request, Guid id, MergePatch<Dossier> patch) =>
            request.PatchAsync(DossiersApi.Dossiers, id, dossier => dossier, patch, (dossier, nieuw) => dossier.Verander(nieuw), document => document.Data));
        toets.MapPost("/toets", (Body<Dossier> _) => Results.NoContent());
        toets.MapPatch("/toets", (MergePatch<Dossier> _) => Results.NoContent());
        toets.MapPost("/lijst", (Body<IReadOnlyList<Bsn>> _) => Results.NoContent());
    }

    private string SubjectOf(Bsn person) => _component.App.Services.GetRequiredService<SubjectPseudonyms>().Of(LoggedComponent.Tenant, 1, person);

    private async Task<HttpStatusCode> SendAsync(string method, string path, string body, string mediaType)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(body, Encoding.UTF8, mediaType) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var answer = await _component.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
