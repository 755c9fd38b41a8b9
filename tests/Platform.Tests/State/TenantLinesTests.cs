using CommonGround.Platform.State.Committing;

namespace CommonGround.Platform.Tests.State;

public sealed class TenantLinesTests
{
    private readonly TenantLines<string> _lines = new(4);

    [Fact]
    public void One_tenant_has_all_places_in_order_of_arrival()
    {
        Assert.All(["a", "b", "c", "d"], item => Assert.True(_lines.TryAdd(Tenants.One, item, out _)));

        Assert.False(_lines.TryAdd(Tenants.One, "e", out var removed));
        Assert.Null(removed);
        Assert.Equal(["a", "b", "c", "d"], TakeAll());
    }

    [Fact]
    public void Tenants_take_turns()
    {
        Add("a", "b", "c");
        _lines.TryAdd(Tenants.Two, "2", out _);

        Assert.Equal(["a", "2", "b", "c"], TakeAll());
    }

    [Fact]
    public void The_last_of_the_longest_line_makes_room_until_the_lines_are_alike()
    {
        Add("a", "b", "c", "d");

        Assert.True(_lines.TryAdd(Tenants.Two, "1", out var first));
        Assert.True(_lines.TryAdd(Tenants.Two, "2", out var second));
        Assert.False(_lines.TryAdd(Tenants.Two, "3", out var third));
        Assert.False(_lines.TryAdd(Tenants.One, "e", out var fourth));

        Assert.Equal(("d", "c", null, null), (first, second, third, fourth));
        Assert.Equal(["a", "1", "b", "2"], TakeAll());
    }

    [Fact]
    public void What_is_taken_out_leaves_its_place()
    {
        Add("a", "b", "c", "d");
        _lines.Remove(Tenants.One, "a");
        _lines.Remove(Tenants.One, "weg");
        _lines.Remove(Tenants.Two, "b");

        Assert.Equal(3, _lines.Count);
        Assert.True(_lines.TryAdd(Tenants.Two, "2", out var removed));
        Assert.Null(removed);
        Assert.Equal(["b", "2", "c", "d"], TakeAll());
    }

    [Fact]
    public void Nothing_is_left_of_an_empty_line()
    {
        Add("a");
        _lines.Remove(Tenants.One, "a");

        Assert.Null(_lines.Next);
        Add("b");
        Assert.Equal("b", _lines.Next);
    }

    private void Add(params string[] items) => Array.ForEach(items, item => Assert.True(_lines.TryAdd(Tenants.One, item, out _)));

    private List<string> TakeAll()
    {
        var all = new List<string>();
        while (_lines.Count > 0)
        {
            all.Add(_lines.Next!);
            Assert.Equal(all[^1], _lines.TakeNext());
        }

        return all;
    }
}
