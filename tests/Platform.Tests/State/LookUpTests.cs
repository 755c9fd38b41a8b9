using CommonGround.Platform.State;

namespace CommonGround.Platform.Tests.State;

public sealed class LookUpTests
{
    private readonly FaultyStore _store = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_changed_value_is_found_by_the_new_and_not_by_the_old(bool folded)
    {
        await using var host = await StateHost.StartAsync(_store);
        var made = await host.CreateAsync(new Request("een", "oud"));
        await FoldAsync(host, folded);
        Assert.Single(await host.SearchAsync("oud"));

        await host.ReplaceAsync(made.Id, new Request("een", "nieuw"));
        await FoldAsync(host, folded);

        Assert.Empty(await host.SearchAsync("oud"));
        Assert.Equal(made.Id, Assert.Single(await host.SearchAsync("nieuw")).Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_value_that_comes_back_or_is_taken_away_is_followed(bool folded)
    {
        await using var host = await StateHost.StartAsync(_store);
        var made = await host.CreateAsync(new Request("een", "a"));
        await FoldAsync(host, folded);
        await host.ReplaceAsync(made.Id, new Request("een", "b"));
        await FoldAsync(host, folded);
        await host.ReplaceAsync(made.Id, new Request("een", "a"));
        await FoldAsync(host, folded);
        Assert.Single(await host.SearchAsync("a"));

        await host.ReplaceAsync(made.Id, new Request("een"));
        await FoldAsync(host, folded);

        Assert.Empty(await host.SearchAsync("a"));
        Assert.Empty(await host.SearchAsync("b"));
        Assert.Single(await host.ListAsync());
    }

    [Fact]
    public async Task The_index_itself_forgets_a_value_that_no_document_has_any_more()
    {
        await using var host = await StateHost.StartAsync(_store);
        var made = await host.CreateAsync(new Request("een", "oud"));
        await host.FoldAsync();

        await host.ReplaceAsync(made.Id, new Request("een", "nieuw"));
        await host.FoldAsync();

        var pages = _store.Dump().Where(i => i.Key.Contains("/_lookup/", StringComparison.Ordinal)).Select(i => i.Value).ToList();
        Assert.Equal(2, pages.Count);
        Assert.Single(pages, page => page.Contains($"{made.Id}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_search_over_many_documents_has_pages_in_order()
    {
        await using var host = await StateHost.StartAsync(_store, null, ("PageIds", "8"));
        var made = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => host.CreateAsync(new Request($"{i}", i % 2 == 0 ? "even" : "oneven"))));
        await host.FoldAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => host.CreateAsync(new Request("later", "even"))));

        var found = await host.SearchAsync("even", limit: 9);

        Assert.Equal(270, found.Count);
        Assert.Equal(found.Select(d => d.Id).Order(), found.Select(d => d.Id));
        Assert.All(found, d => Assert.Equal("even", d.Data.Bsn));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_search_asks_for_every_key_number_in_use(bool folded)
    {
        Guid old;
        await using (var host = await StateHost.StartAsync(_store, new TestKeys(1)))
        {
            old = (await host.CreateAsync(new Request("een", "bsn"))).Id;
            await host.CreateAsync(new Request("twee", "bsn"));
            await FoldAsync(host, folded);
            await host.StopAsync();
        }

        await using var rotated = await StateHost.StartAsync(_store, new TestKeys(1, 2));
        await rotated.CreateAsync(new Request("drie", "bsn"));
        await rotated.ReplaceAsync(old, new Request("een, herschreven", "bsn"));
        await FoldAsync(rotated, folded);

        Assert.Equal(["een, herschreven", "twee", "drie"], (await rotated.SearchAsync("bsn", limit: 2)).Select(d => d.Data.Name));
        Assert.Contains(_store.Dump().Values, value => value.Contains("\"bsn\":\"2/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_search_without_the_secret_of_a_key_number_in_use_is_refused()
    {
        await using (var host = await StateHost.StartAsync(_store, new TestKeys(1, 2)))
        {
            await host.CreateAsync(new Request("een", "bsn"));
            await host.StopAsync();
        }

        await using var behind = await StateHost.StartAsync(_store, new TestKeys(1));

        await Assert.ThrowsAsync<StateUnavailableException>(() => behind.SearchAsync("bsn"));
        await Assert.ThrowsAsync<StateUnavailableException>(() => behind.ListAsync());
    }

    [Fact]
    public async Task A_look_up_that_the_collection_does_not_have_is_a_mistake_of_the_caller()
    {
        await using var host = await StateHost.StartAsync(_store);

        await Assert.ThrowsAsync<ArgumentException>(
            () => host.Documents.SearchAsync(Request.All, Tenants.One, "naam", "x", null, 10, TestContext.Current.CancellationToken));
    }

    private static Task FoldAsync(StateHost host, bool folded) => folded ? host.FoldAsync() : Task.CompletedTask;
}
