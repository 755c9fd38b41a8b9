using System.Net;
using System.Text;
using CommonGround.Platform.Api;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.Logging;
using CommonGround.Platform.State;
using CommonGround.Platform.Tests.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>Data about persons that cannot be logged is not used: the handler fails, and its answer says nothing of anybody.</summary>
public sealed class RefusedUseTests : IAsyncLifetime
{
    private LoggedComponent _component = null!;
    private Exception? _late;
    private int _taken;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _component = await LoggedComponent.StartAsync(Map);

    public ValueTask DisposeAsync() => _component.DisposeAsync();

    [Fact]
    public async Task Without_an_activity_none_is_read_searched_or_made()
    {
        var made = await CreateAsync();

        foreach (var path in new[] { $"/v1/zonder/{made}", "/v1/zonder", "/v1/zonder/zoek", "/v1/zonder/nieuw", "/v1/zonder/over" })
        {
            using var answer = await _component.GetAsync(path);
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
            Assert.DoesNotContain("Jansen", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        Assert.Single(await _component.LinesAsync());
        Assert.Single(_component.Store.Dump().Keys, key => key.Contains("/dossiers/", StringComparison.Ordinal));
        Assert.Contains(_component.Log.Errors, error => error.Contains(".Processes(", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("POST", "application/json", """{"naam":"Jansen","hoofdpersoon":"999993653"}""")]
    [InlineData("POST", "application/json", """{"naam":"Jansen"}""")]
    [InlineData("PATCH", "application/merge-patch+json", """{"hoofdpersoon":"999993653"}""")]
    [InlineData("PATCH", "application/merge-patch+json", """{"naam":"Jansen"}""")]
    public async Task Nor_is_it_taken_in_a_body(string method, string mediaType, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/v1/zonder") { Content = new StringContent(body, Encoding.UTF8, mediaType) };
        using var answer = await _component.Http.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal(0, _taken);
        Assert.Empty(await _component.LinesAsync());
        Assert.Contains(_component.Log.Errors, error => error.Contains($"{method} /v1/zonder uses its body", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Data_of_another_tenant_is_none_of_the_requests()
    {
        using var answer = await _component.GetAsync("/v1/ander");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var line = Assert.Single(await _component.LinesAsync());
        Assert.Equal(("Error", LoggedComponent.Tenant.ToString()), (line.Line.Status, line.Entry.Owner));
        Assert.DoesNotContain(_component.Store.Dump().Keys, key => key.Contains("/dossiers/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_asked_for_after_the_answer_began_comes_too_late()
    {
        using var answer = await _component.GetAsync("/v1/laat");

        Assert.Equal("begin", await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Contains("after its answer began", Assert.IsType<InvalidOperationException>(_late).Message, StringComparison.Ordinal);
        Assert.Null(Assert.Single(await _component.LinesAsync()).Subject);
    }

    private void Map(RouteGroupBuilder api)
    {
        DossiersApi.Map(api);
        var without = api.MapGroup("/zonder").RequireScope("lezen");
        without.MapGet("/{id:guid}", (IDocuments documents, Guid id) => documents.GetAsync(DossiersApi.Dossiers, LoggedComponent.Tenant, id, Cancel));
        without.MapGet("", (IDocuments documents) => documents.ListAsync(DossiersApi.Dossiers, LoggedComponent.Tenant, null, 10, Cancel));
        without.MapGet("/zoek", (IDocuments documents) =>
            documents.SearchAsync(DossiersApi.Dossiers, LoggedComponent.Tenant, "bsn", Persons.Two.Reveal(), null, 10, Cancel));
        without.MapGet("/nieuw", (IDocuments documents) => documents.ChangeAsync(
            LoggedComponent.Tenant, (changes, _) => Task.FromResult(changes.Create(DossiersApi.Dossiers, new Dossier { Naam = "Jansen" })), Cancel));
        without.MapGet("/over", (IProcessing processing) => processing.Concerns(Persons.One));
        without.MapPost("", (Body<Dossier> _) => _taken++);
        without.MapPatch("", (MergePatch<Dossier> _) => _taken++);

        var with = api.MapGroup("").RequireScope("lezen").Processes(DossiersApi.Activity);
        with.MapGet("/ander", (IDocuments documents) => documents.ChangeAsync(
            Tenants.Two, (changes, _) => Task.FromResult(changes.Create(DossiersApi.Dossiers, new Dossier { Naam = "Jansen" })), Cancel));
        RequestDelegate late = async context =>
        {
            await context.Response.WriteAsync("begin", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            _late = Record.Exception(() => context.RequestServices.GetRequiredService<IProcessing>().Concerns(Persons.One));
        };
        with.MapGet("/laat", late);
    }

    private async Task<Guid> CreateAsync()
    {
        using var answer = await _component.SendAsync(HttpMethod.Post, "/v1/dossiers", Persons.Json(Persons.One));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return Guid.Parse(answer.Headers.Location!.OriginalString[^36..]);
    }
}
