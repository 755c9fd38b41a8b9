namespace CommonGround.Platform.Tests.State;

/// <summary>What remains of the index when documents go: a list does not read past empty pages (commit-log 14, 17).</summary>
public sealed class EmptyLeafTests
{
    private static readonly (string, string)[] SmallPages = [("PageIds", "8")];

    private readonly FaultyStore _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("oldest")]
    [InlineData("newest")]
    [InlineData("middle")]
    public async Task After_most_were_deleted_no_list_reads_past_what_was_there(string which)
    {
        await using var host = await StateHost.StartAsync(_store, null, SmallPages);
        var made = await CreateAsync(host, 1000);
        var kept = which switch
        {
            "oldest" => made[^20..],
            "newest" => made[..20],
            _ => [.. made[..10], .. made[^10..]],
        };

        await DeleteAsync(host, made.Except(kept));

        Assert.Equal(kept, (await host.ListAsync()).Select(d => d.Id));
        Assert.InRange(PageKeys(), 1, 15);
        Assert.InRange(await CallsOfFirstPageAsync(host), 1, 7);
        var more = await CreateAsync(host, 100);
        Assert.Equal([.. kept, .. more], (await host.ListAsync()).Select(d => d.Id));
    }

    [Fact]
    public async Task After_all_were_deleted_one_empty_leaf_is_left_below_the_root()
    {
        await using var host = await StateHost.StartAsync(_store, null, SmallPages);
        var made = await CreateAsync(host, 1000);
        Assert.InRange(PageKeys(), 125, 400);

        await DeleteAsync(host, made);

        Assert.Empty(await host.ListAsync());
        Assert.InRange(PageKeys(), 1, 5);
        var again = await CreateAsync(host, 100);
        Assert.Equal(again, (await host.ListAsync()).Select(d => d.Id));
    }

    [Fact]
    public async Task Deleting_here_and_there_loses_nothing_for_a_replica_that_remembers_the_old_pages()
    {
        await using var host = await StateHost.StartAsync(_store, null, SmallPages);
        var left = await CreateAsync(host, 1000);
        await using var other = await StateHost.StartAsync(_store, null, SmallPages);
        var random = new Random(1);
        while (left.Count > 0)
        {
            Assert.Equal(left, (await other.ListAsync()).Select(d => d.Id));
            var gone = left.OrderBy(_ => random.Next()).Take(1 + (left.Count / 3)).ToHashSet();
            left = [.. left.Where(id => !gone.Contains(id))];
            await DeleteAsync(host, gone);
        }

        Assert.Empty(await other.ListAsync());
    }

    private int PageKeys() => _store.Dump().Keys.Count(key => key.Contains("/_index/", StringComparison.Ordinal));

    private async Task<int> CallsOfFirstPageAsync(StateHost host)
    {
        await host.Documents.ListAsync(Request.All, Tenants.One, null, 10, Cancel);
        _store.ResetCounts();
        await host.Documents.ListAsync(Request.All, Tenants.One, null, 10, Cancel);
        return _store.Counts.Reads;
    }

    private static async Task<List<Guid>> CreateAsync(StateHost host, int count)
    {
        var made = new List<Guid>();
        foreach (var chunk in Enumerable.Range(0, count).Chunk(50))
        {
            made.AddRange((await Task.WhenAll(chunk.Select(i => host.CreateAsync(new Request($"{i}"))))).Select(d => d.Id));
        }

        await host.FoldAsync();
        return [.. made.Order()];
    }

    private static async Task DeleteAsync(StateHost host, IEnumerable<Guid> ids)
    {
        foreach (var chunk in ids.Chunk(50))
        {
            await Task.WhenAll(chunk.Select(host.DeleteAsync));
        }

        await host.FoldAsync();
    }
}
