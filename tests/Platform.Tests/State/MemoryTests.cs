using CommonGround.Platform.State.Indexing;
using CommonGround.Platform.State.Lines;
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
            cache.Add($"{i % 3}", i, entry, whole: true);
        }

        Assert.InRange(cache.Weight, 100_000, 140_000);
        Assert.InRange(cache.WholeWeight, 50_000, 70_000);
        foreach (var whole in new[] { true, false })
        {
            Assert.Null(cache.Find("0", 0, whole));
            Assert.Equal(entry.Touched, cache.Find("0", 999, whole)?.Touched);
        }

        cache.Forget("0", 1000);
        Assert.Null(cache.Find("0", 999, whole: true));
        Assert.Null(cache.Find("0", 999, whole: false));
        Assert.Same(entry, cache.Find("2", 998, whole: true));
    }

    /// <summary>A list has in hand what all entries touch that are not folded: lines of a megabyte must not drive that out of memory.</summary>
    [Fact]
    public void What_entries_carry_does_not_drive_out_what_they_touch()
    {
        var cache = new EntryCache();
        var line = new EntryLine(LineKind.Processing, "00000003123456780000", 1, new string('x', 1000)) { Subject = "1/iemand" };
        var entry = new Entry(1, EntryKind.Entry, "other") { Lines = [.. Enumerable.Repeat(line, 1000)] };
        for (var i = 0; i < 50; i++)
        {
            cache.Add("0", i, entry, whole: true);
        }

        Assert.Null(cache.Find("0", 0, whole: true));
        var outline = cache.Find("0", 0, whole: false);
        Assert.NotNull(outline);
        Assert.Equal(LineTouches.Of("0123456789A", 0, entry.Lines), LineTouches.Of("0123456789A", 0, outline.Lines));
        Assert.All(outline.Lines, kept => Assert.Equal("", kept.Sealed));
        Assert.Equal(outline.Weight(), entry.OutlineWeight());
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
