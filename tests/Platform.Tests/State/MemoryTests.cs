using CommonGround.Platform.State.Indexing;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Tests.State;

/// <summary>What a replica keeps in memory does not grow with what is stored.</summary>
public sealed class MemoryTests
{
    [Fact]
    public async Task Entries_leave_the_cache_once_the_index_has_taken_them()
    {
        await using var host = await StateHost.StartAsync(new FaultyStore());
        for (var round = 0; round < 10; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 500).Select(i => host.CreateAsync(new Request($"{i}"))));
            await host.FoldAsync();
        }

        Assert.InRange(host.Get<EntryCache>().Weight, 0, 2000);
    }

    [Fact]
    public void The_cache_of_entries_is_bounded_by_the_ids_in_it()
    {
        var cache = new EntryCache();
        var entry = new Entry(1, EntryKind.Entry, "other") { Touched = [new TouchedTree("boom", [.. new Guid[1000]])] };
        for (var i = 0; i < 1000; i++)
        {
            cache.Add($"{i % 3}", i, entry);
        }

        Assert.InRange(cache.Weight, 100_000, 140_000);
        Assert.Null(cache.Find("0", 0));
        Assert.Same(entry, cache.Find("0", 999));
        cache.Forget("0", 1000);
        Assert.Null(cache.Find("0", 999));
        Assert.Same(entry, cache.Find("2", 998));
    }

    [Fact]
    public void Inner_pages_are_bounded_by_their_children()
    {
        var pages = new InnerPages();
        var page = new IndexPage(1, Guid.Empty, null) { Children = [.. Enumerable.Range(0, 1000).Select(i => new IndexChild(Guid.Empty, $"{i}"))] };
        for (var i = 0; i < 200; i++)
        {
            pages.Keep("boom", $"{i}", page);
            pages.Keep("boom", $"{i}", page);
        }

        Assert.InRange(Enumerable.Range(0, 200).Count(i => pages.Find("boom", $"{i}") is not null), 1, 65);
        Assert.Same(page, pages.Find("boom", "199"));
    }
}
