using System.Net;
using System.Text.Json.Nodes;
using Voorbeeld.Component.Tests.Fixture;

namespace Voorbeeld.Component.Tests.Aanvragen;

/// <summary>What the resource does when all goes well.</summary>
public sealed class BehaviourTests(ComponentFixture component) : IClassFixture<ComponentFixture>
{
    private readonly AanvragenClient _aanvragen = AanvragenClient.Of(component);

    [Fact]
    public async Task A_created_aanvraag_can_be_read()
    {
        var (location, etag) = await _aanvragen.CreatedAsync("Lezen");

        using var answer = await _aanvragen.GetAsync(location);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(etag, answer.Headers.ETag!.Tag);
        var aanvraag = await answer.JsonAsync();
        Assert.Equal("Lezen", (string?)aanvraag["onderwerp"]);
        Assert.Equal("ingediend", (string?)aanvraag["status"]);
        Assert.Equal("2027-03-15", (string?)aanvraag["gewensteDatum"]);
        Assert.Equal(AanvragenClient.Bsn, (string?)aanvraag["aanvrager"]!["burgerservicenummer"]);
        Assert.EndsWith("Z", (string?)aanvraag["ingediendOp"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replacing_counts_the_version_up()
    {
        var (location, etag) = await _aanvragen.CreatedAsync();

        using var answer = await _aanvragen.ReplaceAsync(location, AanvragenClient.Invoer("Vervangen"), etag);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("\"2-", answer.Headers.ETag!.Tag, StringComparison.Ordinal);
        Assert.Equal("Vervangen", (string?)(await answer.JsonAsync())["onderwerp"]);
    }

    [Fact]
    public async Task A_patch_changes_only_what_it_names()
    {
        var (location, etag) = await _aanvragen.CreatedAsync("Blijft");

        using var answer = await _aanvragen.ChangeAsync(location, new JsonObject { ["toelichting"] = "Nieuw" }, etag);

        var aanvraag = await answer.JsonAsync();
        Assert.Equal("Blijft", (string?)aanvraag["onderwerp"]);
        Assert.Equal("Nieuw", (string?)aanvraag["toelichting"]);
    }

    [Theory]
    [InlineData(null, "inBehandeling")]
    [InlineData("afgehandeld", "afgehandeld")]
    public async Task Replacing_leaves_the_status_as_it_is_unless_it_names_one(string? status, string expected)
    {
        var (location, etag) = await _aanvragen.CreatedAsync();
        using var taken = await _aanvragen.ChangeAsync(location, new JsonObject { ["status"] = "inBehandeling" }, etag);
        var invoer = AanvragenClient.Invoer();
        invoer["status"] = status;

        using var answer = await _aanvragen.ReplaceAsync(location, invoer, taken.Headers.ETag!.Tag);

        Assert.Equal(expected, (string?)(await answer.JsonAsync())["status"]);
    }

    [Fact]
    public async Task A_deleted_aanvraag_is_gone()
    {
        var (location, etag) = await _aanvragen.CreatedAsync();

        using var deleted = await _aanvragen.DeleteAsync(location, etag);
        using var answer = await _aanvragen.GetAsync(location);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await answer.ProblemAsync(404);
    }

    [Fact]
    public async Task A_repeated_request_gets_the_first_answer()
    {
        using var first = await _aanvragen.CreateAsync(AanvragenClient.Invoer(), "een-sleutel");
        using var second = await _aanvragen.CreateAsync(AanvragenClient.Invoer(), "een-sleutel");

        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
    }
}
