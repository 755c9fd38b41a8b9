using CommonGround.Platform.Start;
using CommonGround.Platform.Tests.BuildingBlocks;

namespace CommonGround.Platform.Tests.Start;

public sealed class PatienceTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void What_is_missing_for_a_moment_is_never_told()
    {
        var patience = new Patience(_time);

        Assert.Equal([false, false, false], After(patience, 0, 5, 4.9));
        Assert.False(patience.End());
        Assert.Equal([false, false], After(patience, 0, 9.9));
    }

    [Fact]
    public void What_stays_is_told_once_and_so_is_its_end()
    {
        var patience = new Patience(_time);

        Assert.Equal([false, true, false, false], After(patience, 0, 10, 1, 100));
        Assert.True(patience.End());
        Assert.False(patience.End());
    }

    [Fact]
    public void It_does_not_begin_again_where_something_else_is_missing()
    {
        var patience = new Patience(_time);

        Assert.False(patience.IsOver("one"));
        _time.Pass(TimeSpan.FromSeconds(10));
        Assert.True(patience.IsOver("another"));
        Assert.True(patience.IsOver("one"));
        Assert.False(patience.IsOver("another"));
    }

    private bool[] After(Patience patience, params double[] seconds) =>
    [
        .. seconds.Select(pause =>
        {
            _time.Pass(TimeSpan.FromSeconds(pause));
            return patience.IsOver("it");
        }),
    ];
}
