using System.Text.Json.Nodes;
using Voorbeeld.Component.Tests.Fixture;

namespace Voorbeeld.Component.Tests.Aanvragen;

/// <summary>Lists and searches: complete, in order, page by page.</summary>
public sealed class ListTests(ComponentFixture component) : IClassFixture<ComponentFixture>
{
    private readonly AanvragenClient _aanvragen = AanvragenClient.Of(component);

    [Fact]
    public async Task A_list_holds_every_aanvraag_once_over_its_pages()
    {
        var created = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            created.Add((await _aanvragen.CreatedAsync()).Location.ToString().Split('/')[^1]);
        }

        var listed = new List<string>();
        for (var query = "?limit=2"; query is not null;)
        {
            using var page = await _aanvragen.ListAsync(query);
            listed.AddRange(Ids(await page.PageAsync()));
            query = Next(page);
        }

        Assert.Equal(listed.Distinct(), listed);
        Assert.Superset(created.ToHashSet(), listed.ToHashSet());
    }

    [Fact]
    public async Task A_search_finds_the_aanvragen_of_one_person()
    {
        var (location, _) = await _aanvragen.CreatedAsync(bsn: "999994086");
        await _aanvragen.CreatedAsync(bsn: "999990342");

        using var answer = await _aanvragen.SearchAsync("999994086");

        Assert.Equal([location.ToString().Split('/')[^1]], Ids(await answer.PageAsync()));
    }

    [Fact]
    public async Task A_deleted_aanvraag_is_in_no_list_and_no_search()
    {
        var (location, etag) = await _aanvragen.CreatedAsync(bsn: "999991036");
        using var deleted = await _aanvragen.DeleteAsync(location, etag);

        using var found = await _aanvragen.SearchAsync("999991036");
        using var listed = await _aanvragen.ListAsync("?limit=100");

        Assert.Empty(Ids(await found.PageAsync()));
        Assert.DoesNotContain(location.ToString().Split('/')[^1], Ids(await listed.PageAsync()));
    }

    private static IEnumerable<string> Ids(JsonArray page) =>
        page.Select(item => (string)item!["id"]!);

    private static string? Next(HttpResponseMessage page) =>
        page.Headers.TryGetValues("Link", out var links) && links.FirstOrDefault(link => link.Contains("rel=\"next\"", StringComparison.Ordinal)) is { } next
            ? next[next.IndexOf('?', StringComparison.Ordinal)..next.IndexOf('>', StringComparison.Ordinal)]
            : null;
}
