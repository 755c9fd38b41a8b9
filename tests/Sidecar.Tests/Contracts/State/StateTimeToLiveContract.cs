namespace CommonGround.Sidecar.Tests.Contracts.State;

/// <summary>Values that expire.</summary>
public abstract class StateTimeToLiveContract<TPlace>(TPlace place) : StateContract<TPlace>(place)
    where TPlace : Place
{
    [Fact]
    public async Task A_value_is_there_while_it_lives()
    {
        Assert.True(await TransactAsync(Create("a", "een", TimeSpan.FromSeconds(100))));

        Assert.Equal("een", (await GetAsync("a"))?.Value);
        Assert.Single(await GetManyAsync("a"));
        Assert.False(await TransactAsync(Create("a", "twee")));
    }

    [Fact]
    public async Task A_value_that_expired_is_absent()
    {
        var etag = await ExpiredAsync("a");

        Assert.Null(await GetAsync("a"));
        Assert.Empty(await GetManyAsync("a"));
        Assert.False(await TransactAsync(Replace("a", "twee", etag)));
        Assert.False(await TransactAsync(Delete("a", etag)));
    }

    [Fact]
    public async Task Create_succeeds_at_once_where_the_value_expired()
    {
        Assert.SkipUnless(Place.CreatesWhereExpired, "This store says that an expired key is absent, and creates it only after it has cleaned up.");
        await ExpiredAsync("a");

        Assert.True(await TransactAsync(Create("a", "twee")));

        Assert.Equal("twee", (await GetAsync("a"))?.Value);
    }

    [Fact]
    public async Task Every_way_to_write_takes_a_time_to_live()
    {
        var etag = await WrittenAsync("replaced", "een");
        var life = TimeSpan.FromSeconds(1);
        Assert.True(await TransactAsync(Create("created", "-", life), Replace("replaced", "-", etag, life), Write("written", "-", life)));

        await PassAsync(life);

        Assert.Empty(await GetManyAsync("created", "replaced", "written"));
    }

    [Fact]
    public async Task A_later_write_without_a_time_to_live_takes_it_away()
    {
        var life = TimeSpan.FromSeconds(1);
        Assert.True(await TransactAsync(Create("replaced", "een", life), Create("written", "een", life)));
        var etag = (await GetAsync("replaced"))!.ETag;
        Assert.True(await TransactAsync(Replace("replaced", "twee", etag), Write("written", "twee")));

        await PassAsync(life);

        Assert.Equal(2, (await GetManyAsync("replaced", "written")).Count);
    }

    private async Task<string> ExpiredAsync(string name)
    {
        Assert.True(await TransactAsync(Create(name, "een", TimeSpan.FromSeconds(1))));
        var etag = (await GetAsync(name))!.ETag;
        await PassAsync(TimeSpan.FromSeconds(1));
        return etag;
    }
}
