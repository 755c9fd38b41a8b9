using CommonGround.Platform.State;

namespace CommonGround.Platform.Tests.State;

public sealed class ListTests
{
    private readonly FaultyStore _store = new();

    [Theory]
    [InlineData("4", 7)]
    [InlineData("8", 50)]
    [InlineData("256", 100)]
    public async Task A_list_has_everything_once_and_in_order_however_the_pages_are_divided(string pageIds, int limit)
    {
        await using var host = await StateHost.StartAsync(_store, null, ("PageIds", pageIds));
        var made = new List<Guid>();
        for (var round = 0; round < 6; round++)
        {
            made.AddRange((await Task.WhenAll(Enumerable.Range(0, 300).Select(i => host.CreateAsync(new Request($"{i}"))))).Select(d => d.Id));
            await host.FoldAsync();
        }

        Assert.Equal(made.Order(), (await host.ListAsync(limit)).Select(d => d.Id));
    }

    [Fact]
    public async Task Deletes_in_the_middle_leave_the_rest_in_order_before_and_after_folding()
    {
        await using var host = await StateHost.StartAsync(_store, null, ("PageIds", "8"));
        var made = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => host.CreateAsync(new Request($"{i}"))));
        await host.FoldAsync();
        var ids = made.Select(d => d.Id).Order().ToList();
        var gone = ids.Where((_, i) => i % 10 != 3).ToHashSet();
        await Task.WhenAll(gone.Select(host.DeleteAsync));

        Assert.Equal(ids.Where(id => !gone.Contains(id)), (await host.ListAsync(7)).Select(d => d.Id));
        await host.FoldAsync();
        Assert.Equal(ids.Where(id => !gone.Contains(id)), (await host.ListAsync(7)).Select(d => d.Id));
    }

    [Fact]
    public async Task Pages_that_another_replica_divided_are_found_although_the_ones_above_are_in_memory()
    {
        await using var host = await StateHost.StartAsync(_store, null, ("PageIds", "4"));
        await using var other = await StateHost.StartAsync(_store, null, ("PageIds", "4"));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => host.CreateAsync(new Request($"{i}"))));
        await host.FoldAsync();
        Assert.Equal(100, (await host.ListAsync(9)).Count);

        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => other.CreateAsync(new Request($"{i}"))));
        await other.FoldAsync();

        Assert.Equal(600, (await host.ListAsync(9)).Count);
    }

    [Fact]
    public async Task The_last_page_has_no_next_also_when_it_is_full()
    {
        await using var host = await StateHost.StartAsync(_store);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => host.CreateAsync(new Request($"{i}"))));

        var page = await host.Documents.ListAsync(Request.All, Tenants.One, null, 10, TestContext.Current.CancellationToken);

        Assert.Equal(10, page.Items.Count);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task An_id_without_its_document_is_left_out_and_removed_from_the_page()
    {
        await using var host = await StateHost.StartAsync(_store);
        var made = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => host.CreateAsync(new Request($"{i}"))));
        await host.FoldAsync();
        _store.Remove(StateKeys.Document(Tenants.One, "aanvragen", made[1].Id));

        Assert.Equal(2, (await host.ListAsync()).Count);
        await host.FoldAsync();

        Assert.DoesNotContain($"{made[1].Id}", _store.Dump()[$"{Tenants.One}/_index/aanvragen/root"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tenant_sees_nothing_of_another()
    {
        await using var host = await StateHost.StartAsync(_store);
        var made = await host.CreateAsync(new Request("een", "bsn"), Tenants.One);
        await host.CreateAsync(new Request("twee", "bsn"), Tenants.Two);
        await host.FoldAsync();

        Assert.Equal("twee", Assert.Single(await host.ListAsync(tenant: Tenants.Two)).Data.Name);
        Assert.Equal("twee", Assert.Single(await host.SearchAsync("bsn", tenant: Tenants.Two)).Data.Name);
        Assert.Null(await host.GetAsync(made.Id, Tenants.Two));
    }

    [Fact]
    public async Task An_empty_store_has_empty_lists()
    {
        await using var host = await StateHost.StartAsync(_store);

        Assert.Empty(await host.ListAsync());
        Assert.Empty(await host.SearchAsync("bsn"));
    }
}
