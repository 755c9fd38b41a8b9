namespace CommonGround.Sidecar.Tests.Contracts.State;

/// <summary>All of a transaction, or nothing of it.</summary>
public abstract class StateTransactionsContract<TPlace>(TPlace place) : StateContract<TPlace>(place)
    where TPlace : Place
{
    [Fact]
    public async Task A_transaction_with_a_stale_etag_in_the_middle_leaves_nothing()
    {
        var stale = await WrittenAsync("b", "een");
        await WrittenAsync("b", "twee");

        Assert.False(await TransactAsync(Create("a", "-"), Replace("b", "-", stale), Write("c", "-")));

        Assert.Equal("twee", Assert.Single(await GetManyAsync("a", "b", "c")).Value.Value);
    }

    [Fact]
    public async Task A_transaction_with_a_refused_create_at_its_end_leaves_nothing()
    {
        await WrittenAsync("c", "een");
        var deleted = await WrittenAsync("b", "een");

        Assert.False(await TransactAsync(Write("a", "-"), Delete("b", deleted), Create("c", "-")));

        Assert.Equal([Key("b"), Key("c")], (await GetManyAsync("a", "b", "c")).Keys.Order());
        Assert.Equal("een", (await GetAsync("c"))?.Value);
    }

    [Fact]
    public async Task A_transaction_with_a_stale_delete_leaves_nothing()
    {
        var stale = await WrittenAsync("b", "een");
        await WrittenAsync("b", "twee");

        Assert.False(await TransactAsync(Create("a", "-"), Delete("b", stale)));

        Assert.Null(await GetAsync("a"));
        Assert.Equal("twee", (await GetAsync("b"))?.Value);
    }

    [Fact]
    public async Task A_transaction_does_all_of_it()
    {
        var replaced = await WrittenAsync("replaced", "een");
        var deleted = await WrittenAsync("deleted", "een");

        Assert.True(await TransactAsync(Create("created", "twee"), Delete("deleted", deleted), Replace("replaced", "twee", replaced), Write("written", "twee")));

        Assert.All((await GetManyAsync("created", "deleted", "replaced", "written")).Values, item => Assert.Equal("twee", item.Value));
        Assert.Null(await GetAsync("deleted"));
    }

    [Fact]
    public async Task A_transaction_of_256_operations_is_carried_out()
    {
        var names = Enumerable.Range(0, 256).Select(n => $"{n:D3}").ToArray();

        Assert.True(await TransactAsync([.. names.Select(name => Create(name, name))]));

        Assert.Equal(names, (await GetManyAsync(names)).Values.Select(item => item.Value).Order());
    }
}
