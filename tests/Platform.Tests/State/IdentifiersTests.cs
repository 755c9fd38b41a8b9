using CommonGround.Platform.State;

namespace CommonGround.Platform.Tests.State;

public sealed class IdentifiersTests
{
    [Fact]
    public void Ids_within_one_millisecond_are_in_the_order_of_creation()
    {
        var clock = new Clock();
        var identifiers = new Identifiers(clock);

        var made = Enumerable.Range(0, 100).Select(_ => identifiers.NewDocument()).ToList();

        Assert.Equal(made.Order(), made);
        Assert.Equal(100, made.Distinct().Count());
        Assert.All(made, id => Assert.Equal((7, true), (id.Version, id.Variant is >= 8 and <= 11)));
        Assert.Single(made.Select(id => id.ToString()[..13]).Distinct());
    }

    private sealed class Clock : TimeProvider
    {
        private long _ticks = new DateTime(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc).Ticks;

        public override DateTimeOffset GetUtcNow() => new(_ticks += 50, TimeSpan.Zero);
    }
}
