using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Sidecar.Tests.Contracts.State;

/// <summary>What must hold of a key for it to be changed, and who wins a race.</summary>
public abstract class StateConditionsContract<TPlace>(TPlace place) : StateContract<TPlace>(place)
    where TPlace : Place
{
    [Fact]
    public async Task Each_write_gives_a_new_etag()
    {
        var first = await WrittenAsync("a", "een");
        var same = await WrittenAsync("a", "een");

        Assert.NotEqual(first, same);
    }

    [Fact]
    public async Task An_etag_is_not_used_again_after_a_delete()
    {
        var first = await WrittenAsync("a", "een");
        Assert.True(await TransactAsync(Delete("a", first)));
        var second = await WrittenAsync("a", "een");

        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Reading_leaves_the_etag()
    {
        var written = await WrittenAsync("a", "een");

        Assert.Equal(written, (await GetAsync("a"))?.ETag);
        Assert.Equal(written, (await GetManyAsync("a"))[Key("a")].ETag);
    }

    [Fact]
    public async Task The_newest_etag_replaces()
    {
        var etag = await WrittenAsync("a", "een");

        Assert.True(await TransactAsync(Replace("a", "twee", etag)));

        Assert.Equal("twee", (await GetAsync("a"))?.Value);
    }

    [Fact]
    public async Task A_stale_etag_is_refused()
    {
        var stale = await WrittenAsync("a", "een");
        await WrittenAsync("a", "twee");

        Assert.False(await TransactAsync(Replace("a", "drie", stale)));

        Assert.Equal("twee", (await GetAsync("a"))?.Value);
    }

    [Fact]
    public async Task A_malformed_etag_is_refused()
    {
        await WrittenAsync("a", "een");

        Assert.False(await TransactAsync(Replace("a", "twee", "bad etag")));

        Assert.Equal("een", (await GetAsync("a"))?.Value);
    }

    [Fact]
    public async Task An_etag_on_an_absent_key_is_refused()
    {
        Assert.False(await TransactAsync(Replace("a", "een", "12345678-1234-1234-1234-123456789012")));

        Assert.Null(await GetAsync("a"));
    }

    [Fact]
    public async Task An_etag_of_another_key_is_refused()
    {
        var other = await WrittenAsync("other", "een");
        await WrittenAsync("a", "een");

        Assert.False(await TransactAsync(Replace("a", "twee", other)));
    }

    [Fact]
    public async Task Create_makes_an_absent_key()
    {
        Assert.True(await TransactAsync(Create("a", "een")));

        Assert.Equal("een", (await GetAsync("a"))?.Value);
    }

    [Fact]
    public async Task Create_is_refused_where_the_key_exists()
    {
        var etag = await WrittenAsync("a", "een");

        Assert.False(await TransactAsync(Create("a", "twee")));

        Assert.Equal(new StateItem("een", etag), await GetAsync("a"));
    }

    [Fact]
    public async Task Create_succeeds_after_a_delete()
    {
        Assert.True(await TransactAsync(Delete("a", await WrittenAsync("a", "een"))));

        Assert.True(await TransactAsync(Create("a", "twee")));
    }

    [Fact]
    public async Task Of_many_creates_at_once_one_succeeds()
    {
        var creates = Enumerable.Range(0, 16).Select(n => Task.Run(() => TransactAsync(Create("a", $"{n}")), Cancellation));

        var created = await Task.WhenAll(creates);

        var winner = Array.IndexOf(created, true);
        Assert.Single(created, true);
        Assert.Equal($"{winner}", (await GetAsync("a"))?.Value);
    }

    [Fact]
    public async Task Of_many_replacements_of_one_etag_one_succeeds()
    {
        var etag = await WrittenAsync("a", "-");
        var replacements = Enumerable.Range(0, 16).Select(n => Task.Run(() => TransactAsync(Replace("a", $"{n}", etag)), Cancellation));

        var replaced = await Task.WhenAll(replacements);

        var winner = Array.IndexOf(replaced, true);
        Assert.Single(replaced, true);
        Assert.Equal($"{winner}", (await GetAsync("a"))?.Value);
    }

    [Fact]
    public async Task Delete_under_a_stale_etag_is_refused()
    {
        var stale = await WrittenAsync("a", "een");
        await WrittenAsync("a", "twee");

        Assert.False(await TransactAsync(Delete("a", stale)));

        Assert.Equal("twee", (await GetAsync("a"))?.Value);
    }

    [Fact]
    public async Task Delete_of_an_absent_key_under_an_etag_is_refused() =>
        Assert.False(await TransactAsync(Delete("a", "12345678-1234-1234-1234-123456789012")));
}
