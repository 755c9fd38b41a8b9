using System.Net;
using System.Text.Json.Nodes;
using Voorbeeld.Component.Tests.Fixture;

namespace Voorbeeld.Component.Tests.Aanvragen;

/// <summary>What the resource answers when something is wrong.</summary>
public sealed class ErrorTests(ComponentFixture component) : IClassFixture<ComponentFixture>
{
    private readonly AanvragenClient _aanvragen = AanvragenClient.Of(component);

    [Fact]
    public async Task Every_fault_of_the_body_is_named_in_one_answer()
    {
        var invoer = AanvragenClient.Invoer(bsn: "999993654");
        invoer["onderwerp"] = 12;
        invoer["gewensteDatum"] = "morgen";
        invoer["kleur"] = "blauw";

        using var answer = await _aanvragen.CreateAsync(invoer);

        var problem = await answer.ProblemAsync(400);
        var locations = problem["errors"]!.AsArray().Select(error => (string?)error!["location"]).Order();
        Assert.Equal(["/aanvrager/burgerservicenummer", "/gewensteDatum", "/kleur", "/onderwerp"], locations);
    }

    [Fact]
    public async Task A_wrong_bsn_is_not_repeated_in_the_answer()
    {
        using var answer = await _aanvragen.CreateAsync(AanvragenClient.Invoer(bsn: "999993654"));

        Assert.DoesNotContain("999993654", (await answer.ProblemAsync(400)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_read()
    {
        using var answer = await new AanvragenClient(component.Anonymous()).ListAsync();

        await answer.ProblemAsync(401);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task The_scope_to_read_does_not_write()
    {
        using var answer = await new AanvragenClient(component.Client("aanvragen.lezen")).CreateAsync(AanvragenClient.Invoer());

        await answer.ProblemAsync(403);
    }

    [Fact]
    public async Task The_scope_to_read_does_not_search()
    {
        using var answer = await new AanvragenClient(component.Client("aanvragen.lezen")).SearchAsync(AanvragenClient.Bsn);

        await answer.ProblemAsync(403);
    }

    [Fact]
    public async Task An_afgehandelde_aanvraag_does_not_change_and_can_be_deleted()
    {
        var (location, etag) = await _aanvragen.CreatedAsync();
        using var handled = await _aanvragen.ChangeAsync(location, new JsonObject { ["status"] = "afgehandeld" }, etag);

        using var answer = await _aanvragen.ChangeAsync(location, new JsonObject { ["onderwerp"] = "Toch anders" }, handled.Headers.ETag!.Tag);
        using var reopened = await _aanvragen.ReplaceAsync(location, AanvragenClient.Invoer(), handled.Headers.ETag!.Tag);
        using var deleted = await _aanvragen.DeleteAsync(location, handled.Headers.ETag!.Tag);

        await answer.ProblemAsync(409);
        await reopened.ProblemAsync(409);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
    }

    [Fact]
    public async Task A_key_that_was_used_for_another_request_is_refused()
    {
        using var first = await _aanvragen.CreateAsync(AanvragenClient.Invoer("Eerste"), "dezelfde-sleutel");
        using var second = await _aanvragen.CreateAsync(AanvragenClient.Invoer("Tweede"), "dezelfde-sleutel");

        await second.ProblemAsync(409);
    }
}
