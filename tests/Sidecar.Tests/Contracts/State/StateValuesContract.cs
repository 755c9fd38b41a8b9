using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Sidecar.Tests.Contracts.State;

/// <summary>What a store keeps, and under which keys.</summary>
public abstract class StateValuesContract<TPlace>(TPlace place) : StateContract<TPlace>(place)
    where TPlace : Place
{
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
        var key = Key("").PadRight(200, 'k');

        Assert.True(await Store.TransactAsync([StateOperation.Create(key, "een")], Cancellation));

        Assert.Equal("een", (await Store.GetAsync(key, Cancellation))?.Value);
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
    public async Task Delete_takes_a_key_away()
    {
        Assert.True(await TransactAsync(Delete("a", await WrittenAsync("a", "een"))));

        Assert.Null(await GetAsync("a"));
        Assert.Empty(await GetManyAsync("a"));
    }
}
