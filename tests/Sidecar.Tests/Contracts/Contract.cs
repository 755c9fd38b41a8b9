namespace CommonGround.Sidecar.Tests.Contracts;

/// <summary>What the building blocks do, wherever they come from. Where a place is not there its tests are skipped, and say why.</summary>
public abstract class Contract<TPlace> : IClassFixture<TPlace>
    where TPlace : Place
{
    protected Contract(TPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        Assert.SkipWhen(place.Absent is not null, place.Absent ?? "");
        Place = place;
    }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected TPlace Place { get; }
}
