using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Tests.BuildingBlocks;

/// <summary>
/// What the platform asks of a state store, whoever offers it. Each line was seen of Dapr on PostgreSQL
/// (docs: state API of daprd 1.18); a class per implementation inherits it.
/// </summary>
public abstract class StateStoreContract
{
    private readonly string _space = Guid.NewGuid().ToString("N");

    protected abstract IStateStore Store { get; }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_absent_key_is_null() =>
        Assert.Null(await GetAsync("absent"));

    [Fact]
    public async Task A_written_value_is_read()
    {
        Assert.True(await TransactAsync(Write("a", "een")));

        Assert.Equal("een", (await GetAsync("a"))?.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"n":1.10,"groot":9007199254740993,"tekst":"\u00e9"}""")]
    [InlineData("é€😀\r\n\t\"'\\")]
    [InlineData("before\0after")]
    public async Task A_value_comes_back_as_it_was_written(string value)
    {
        Assert.True(await TransactAsync(Write("a", value)));

        Assert.Equal(value, (await GetAsync("a"))?.Value);
        Assert.Equal(value, (await GetManyAsync("a"))[Key("a")].Value);
    }

    [Fact]
    public async Task A_value_of_a_megabyte_comes_back_as_it_was_written()
    {
        var value = new string('x', 1024 * 1024);

        Assert.True(await TransactAsync(Write("a", value)));

        Assert.Equal(value, (await GetAsync("a"))?.Value);
    }

    [Fact]
    public async Task A_key_has_case_and_any_character()
    {
        Assert.True(await TransactAsync(Write("É/%2F ?&#|😀", "een"), Write("é/%2F ?&#|😀", "twee")));

        Assert.Equal("een", (await GetAsync("É/%2F ?&#|😀"))?.Value);
        Assert.Equal(["een", "twee"], (await GetManyAsync("É/%2F ?&#|😀", "é/%2F ?&#|😀")).Values.Select(item => item.Value).Order());
    }

    [Fact]
    public async Task A_key_of_200_characters_is_kept()
    {
        var key = $"{_space}/".PadRight(200, 'k');

        Assert.True(await Store.TransactAsync([StateOperation.Create(key, "een")], Cancellation));

        Assert.Equal("een", (await Store.GetAsync(key, Cancellation))?.Value);
    }

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
    public async Task Delete_takes_a_key_away()
    {
        Assert.True(await TransactAsync(Delete("a", await WrittenAsync("a", "een"))));

        Assert.Null(await GetAsync("a"));
        Assert.Empty(await GetManyAsync("a"));
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

    [Fact]
    public async Task Get_many_gives_the_keys_that_exist()
    {
        var a = await WrittenAsync("a", "een");
        var b = await WrittenAsync("b", "twee");

        var items = await GetManyAsync("b", "absent", "a", "a");

        Assert.Equal(2, items.Count);
        Assert.Equal(new StateItem("een", a), items[Key("a")]);
        Assert.Equal(new StateItem("twee", b), items[Key("b")]);
    }

    [Fact]
    public async Task Get_many_of_nothing_gives_nothing() =>
        Assert.Empty(await GetManyAsync());

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

    [Fact]
    public async Task An_empty_transaction_is_an_error() =>
        await Assert.ThrowsAsync<ArgumentException>(() => TransactAsync());

    [Fact]
    public async Task A_key_twice_in_a_transaction_is_an_error()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => TransactAsync(Write("a", "een"), Write("b", "een"), Write("a", "twee")));

        Assert.Empty(await GetManyAsync("a", "b"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a||b")]
    [InlineData("||")]
    public async Task A_key_that_no_store_takes_is_an_error(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.GetAsync(key, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.GetManyAsync([key], Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.TransactAsync([StateOperation.Write(key, "-")], Cancellation));
    }

    [Fact]
    public async Task A_key_over_200_characters_is_an_error() =>
        await A_key_that_no_store_takes_is_an_error(new string('k', 201));

    [Theory]
    [InlineData(0)]
    [InlineData(-1000)]
    [InlineData(999)]
    [InlineData(1500)]
    public async Task A_time_to_live_that_is_not_in_whole_seconds_is_an_error(int milliseconds) =>
        await Assert.ThrowsAsync<ArgumentException>(() => TransactAsync(Write("a", "-", TimeSpan.FromMilliseconds(milliseconds))));

    [Fact]
    public async Task A_cancelled_caller_gets_no_answer()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.GetAsync(Key("a"), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.GetManyAsync([Key("a")], cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.TransactAsync([Write("a", "-")], cancelled.Token));
    }

    /// <summary>Lets time pass for the store: by its clock where that is ours, otherwise by waiting.</summary>
    protected abstract Task PassAsync(TimeSpan time);

    /// <summary>A key that no other test uses, also where all of them share one store.</summary>
    protected string Key(string name) => $"{_space}/{name}";

    private StateOperation Create(string name, string value, TimeSpan? life = null) => StateOperation.Create(Key(name), value, life);

    private StateOperation Replace(string name, string value, string etag, TimeSpan? life = null) =>
        StateOperation.Replace(Key(name), value, etag, life);

    private StateOperation Write(string name, string value, TimeSpan? life = null) => StateOperation.Write(Key(name), value, life);

    private StateOperation Delete(string name, string etag) => StateOperation.Delete(Key(name), etag);

    private Task<bool> TransactAsync(params StateOperation[] operations) => Store.TransactAsync(operations, Cancellation);

    private Task<StateItem?> GetAsync(string name) => Store.GetAsync(Key(name), Cancellation);

    private Task<IReadOnlyDictionary<string, StateItem>> GetManyAsync(params string[] names) =>
        Store.GetManyAsync([.. names.Select(Key)], Cancellation);

    private async Task<string> WrittenAsync(string name, string value)
    {
        Assert.True(await TransactAsync(Write(name, value)));
        return (await GetAsync(name))!.ETag;
    }

    private async Task<string> ExpiredAsync(string name)
    {
        Assert.True(await TransactAsync(Create(name, "een", TimeSpan.FromSeconds(1))));
        var etag = (await GetAsync(name))!.ETag;
        await PassAsync(TimeSpan.FromSeconds(1));
        return etag;
    }
}
