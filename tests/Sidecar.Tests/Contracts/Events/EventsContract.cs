using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Sidecar.Tests.Contracts.Events;

/// <summary>What the platform asks of publishing and delivering: at least once, redelivery, dead letters; handled once in effect.</summary>
public abstract class EventsContract<TPlace> : Contract<TPlace>
    where TPlace : Place
{
    protected EventsContract(TPlace place)
        : base(place) => Assert.SkipWhen(place.Unreachable is not null, place.Unreachable ?? "");

    [Fact]
    public async Task What_is_published_is_handled()
    {
        string[] ids = [.. Enumerable.Range(0, 50).Select(_ => Guid.NewGuid().ToString())];

        Assert.Empty(await Place.Broker.PublishAsync(EventLog.Topic, [.. ids.Select(id => Event(id, "goed"))], Cancellation));

        await HandledAsync(ids);
        var handled = await Place.HandledAsync(Cancellation);
        Assert.All(ids, id => Assert.Equal(1, handled.Count(other => other.Gebeurtenis == id)));
    }

    [Theory]
    [InlineData("tweemaal", 3)]
    [InlineData("gooit", 2)]
    public async Task What_fails_comes_again_until_it_is_handled(string course, int tries)
    {
        var id = await PublishAsync(course);

        await HandledAsync(id);
        Assert.Equal(tries, Place.Events.TriesOf(id));
    }

    [Fact]
    public async Task What_is_published_twice_is_handled_once()
    {
        var id = await PublishAsync("goed");
        await HandledAsync(id);

        await PublishAsync("goed", id);
        var later = await PublishAsync("goed");

        await HandledAsync(later);
        Assert.Equal(1, (await Place.HandledAsync(Cancellation)).Count(handled => handled.Gebeurtenis == id));
    }

    [Fact]
    public async Task What_fails_for_good_is_put_with_the_dead_letters()
    {
        var before = Place.Events.PutAside;

        var id = await PublishAsync("nooit");

        await EventuallyAsync(() => Place.Events.PutAside > before, "it is with the dead letters");
        Assert.True(Place.Events.TriesOf(id) > 1, "It was tried once only.");
    }

    [Fact]
    public async Task What_is_dropped_is_put_with_the_dead_letters_at_once()
    {
        var before = Place.Events.PutAside;

        var id = await PublishAsync("weg");

        await EventuallyAsync(() => Place.Events.PutAside > before, "it is with the dead letters");
        Assert.Equal(1, Place.Events.TriesOf(id));
    }

    [Fact]
    public async Task What_nobody_can_read_is_put_with_the_dead_letters()
    {
        var before = Place.Events.PutAside;
        var id = Guid.NewGuid().ToString();

        await Place.Broker.PublishAsync(EventLog.Topic, [new OutgoingEvent(id, $$"""{"specversion":"1.0","id":"{{id}}","source":"urn:x","type":"onbekend"}""", null)], Cancellation);

        await EventuallyAsync(() => Place.Events.PutAside > before, "it is with the dead letters");
    }

    private Task HandledAsync(params string[] ids) =>
        Eventually.IsTrueAsync(async () => !ids.Except((await Place.HandledAsync(Cancellation)).Select(handled => handled.Gebeurtenis)).Any(), "each event is handled", Place.Patience);

    private Task EventuallyAsync(Func<bool> condition, string what) => Eventually.IsTrueAsync(condition, what, Place.Patience);

    private async Task<string> PublishAsync(string course, string? id = null)
    {
        var cloudEvent = Event(id ?? Guid.NewGuid().ToString(), course);
        Assert.Empty(await Place.Broker.PublishAsync(EventLog.Topic, [cloudEvent], Cancellation));
        return cloudEvent.Id;
    }

    private OutgoingEvent Event(string id, string course) => new(
        id,
        $$$"""
        {"specversion":"1.0","id":"{{{id}}}","source":"urn:nld:oin:00000001823288444000:systeem:proef","type":"{{{EventLog.Type}}}",
         "subject":"proeven/1","time":"{{{Place.Now:O}}}","datacontenttype":"application/json","sequence":"1","data":{"verloop":"{{{course}}}"}}
        """,
        null);
}
