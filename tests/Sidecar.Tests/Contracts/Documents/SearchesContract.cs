namespace CommonGround.Sidecar.Tests.Contracts.Documents;

/// <summary>What is found by a value (commit-log 14, 15).</summary>
public abstract class SearchesContract<TPlace>(TPlace place) : DocumentsContract<TPlace>(place)
    where TPlace : Place
{
    [Fact]
    public async Task What_has_the_value_is_found_page_after_page_and_nothing_else()
    {
        var other = await OtherAsync();
        Guid[] created = [.. (await CreateManyAsync(other, 6, "rood")).Concat(await CreateManyAsync(First, 5, "rood")).Order()];
        var green = await CreateAsync(First, "groen", "groen");
        await CreateAsync(First, "kleurloos");

        Assert.Equal(created, await SearchAsync(First, "rood", limit: 4));
        Assert.Equal(created, await SearchAsync(other, "rood"));
        Assert.Equal([green], await SearchAsync(other, "groen"));
        Assert.Empty(await SearchAsync(First, "Rood"));
        Assert.Empty(await SearchAsync(First, ""));
    }

    [Fact]
    public async Task What_one_replica_acknowledged_the_other_finds_at_once()
    {
        var other = await OtherAsync();
        for (var number = 0; number < 10; number++)
        {
            Assert.Contains(await CreateAsync(First, $"{number}", "rood"), await SearchAsync(other, "rood"));
            Assert.Contains(await CreateAsync(other, $"{number}", "rood"), await SearchAsync(First, "rood"));
        }
    }

    [Fact]
    public async Task A_value_that_changes_is_found_by_the_new_one_only()
    {
        var other = await OtherAsync();
        var (id, stays) = (await CreateAsync(First, "een", "rood"), await CreateAsync(First, "twee", "rood"));

        await ReplaceAsync(other, id, ding => ding with { Kenmerk = "groen" });
        Assert.Equal([stays], await SearchAsync(First, "rood"));
        Assert.Equal([id], await SearchAsync(First, "groen"));

        await ReplaceAsync(First, id, ding => ding with { Kenmerk = null });
        Assert.Empty(await SearchAsync(other, "groen"));

        await ReplaceAsync(other, id, ding => ding with { Kenmerk = "rood" });
        Assert.Equal(new[] { id, stays }.Order(), await SearchAsync(First, "rood"));
        Assert.Equal(new[] { id, stays }.Order(), await ListAsync(First));
    }

    [Fact]
    public async Task What_is_deleted_is_found_no_more()
    {
        var created = await CreateManyAsync(First, 3, "rood");

        await DeleteAsync(await OtherAsync(), created[1]);

        Assert.Equal([created[0], created[2]], await SearchAsync(First, "rood"));
    }

    [Fact]
    public async Task What_is_another_tenants_is_not_found()
    {
        var own = await CreateAsync(First, "eigen", "rood");
        var others = await CreateAsync(await OtherAsync(), "ander", "rood", OtherTenant);

        Assert.Equal([own], await SearchAsync(First, "rood"));
        Assert.Equal([others], await SearchAsync(First, "rood", tenant: OtherTenant));
    }
}
