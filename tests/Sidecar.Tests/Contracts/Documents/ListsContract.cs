using System.Collections.Concurrent;

namespace CommonGround.Sidecar.Tests.Contracts.Documents;

/// <summary>What a list shows (commit-log 14, 17).</summary>
public abstract class ListsContract<TPlace>(TPlace place) : DocumentsContract<TPlace>(place)
    where TPlace : Place
{
    [Fact]
    public async Task What_is_created_is_listed_once_in_the_order_of_the_ids_page_after_page()
    {
        var other = await OtherAsync();
        Guid[] created = [.. (await CreateManyAsync(other, 11)).Concat(await CreateManyAsync(First, 10)).Order()];

        Assert.Equal(created, await ListAsync(First, limit: 4));
        Assert.Equal(created, await ListAsync(other, limit: 7));
        Assert.Equal(created, await ListAsync(other, limit: 21));
    }

    [Fact]
    public async Task Nothing_is_an_empty_page()
    {
        var page = await First.ListAsync(Dingen, Tenant, null, 10, Cancellation);

        Assert.Empty(page.Items);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task What_one_replica_acknowledged_the_other_lists_at_once()
    {
        var other = await OtherAsync();
        for (var number = 0; number < 10; number++)
        {
            Assert.Contains(await CreateAsync(First, $"{number}"), await ListAsync(other));
            Assert.Contains(await CreateAsync(other, $"{number}"), await ListAsync(First));
        }
    }

    [Fact]
    public async Task While_others_create_no_list_lacks_what_was_acknowledged_before()
    {
        var other = await OtherAsync();
        var acknowledged = new ConcurrentBag<Guid>();
        var creating = Task.WhenAll(Enumerable.Range(0, 4).Select(async writer =>
        {
            for (var number = 0; number < 15; number++)
            {
                acknowledged.Add(await CreateAsync(writer % 2 == 0 ? First : other, $"{number}"));
            }
        }));

        for (var isDone = false; !isDone;)
        {
            isDone = creating.IsCompleted;
            Guid[] before = [.. acknowledged];
            var listed = await ListAsync(First, limit: 9);
            Assert.Empty(before.Except(listed));
            Assert.Equal(listed.Order().Distinct(), listed);
        }

        await creating;
        Assert.Equal(acknowledged.Order(), await ListAsync(other));
    }

    [Fact]
    public async Task What_is_changed_is_listed_once_as_it_is_now()
    {
        var id = await CreateAsync(First, "een");
        Assert.Equal(2, await ReplaceAsync(await OtherAsync(), id, ding => ding with { Naam = "twee" }));

        var listed = Assert.Single((await First.ListAsync(Dingen, Tenant, null, 10, Cancellation)).Items);

        Assert.Equal((id, 2, "twee"), (listed.Id, listed.Version, listed.Data.Naam));
    }

    [Fact]
    public async Task What_is_deleted_is_listed_no_more_and_a_cursor_at_it_goes_on()
    {
        var created = await CreateManyAsync(First, 6);
        var page = await First.ListAsync(Dingen, Tenant, null, 3, Cancellation);
        Assert.Equal(created[2], page.Next);

        await DeleteAsync(await OtherAsync(), created[2]);
        await DeleteAsync(First, created[4]);

        Assert.Equal([created[3], created[5]], (await First.ListAsync(Dingen, Tenant, page.Next, 3, Cancellation)).Items.Select(item => item.Id));
        Assert.Equal([created[0], created[1], created[3], created[5]], await ListAsync(await OtherAsync()));
        Assert.Null(await First.GetAsync(Dingen, Tenant, created[2], Cancellation));
    }

    [Fact]
    public async Task What_is_another_tenants_is_neither_listed_nor_read()
    {
        var own = await CreateAsync(First, "eigen");
        var others = await CreateAsync(await OtherAsync(), "ander", tenant: OtherTenant);

        Assert.Equal([own], await ListAsync(First));
        Assert.Equal([others], await ListAsync(First, tenant: OtherTenant));
        Assert.Null(await First.GetAsync(Dingen, Tenant, others, Cancellation));
    }
}
