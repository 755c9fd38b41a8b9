using System.Net;
using CommonGround.Sidecar.PubSub;

namespace CommonGround.Sidecar.Tests.StandIn;

/// <summary>What recorded exchanges cannot show of a broker, since it depends on time.</summary>
public class PubSubTests
{
    private static readonly RetryPolicy s_policy = new(2, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(4), TimeSpan.FromSeconds(10));

    [Fact]
    public async Task On_Redis_a_handler_that_is_too_slow_gets_the_event_again_in_parallel()
    {
        var broker = new PubSubComponent("pubsub", PubSubKind.Redis) { ProcessingTimeout = TimeSpan.FromMilliseconds(50) };
        await using var listener = await Listener.StartAsync();
        var release = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        listener.Handle = _ => release.Task;
        await using var sidecar = await StartAsync(broker, listener);
        using var client = new SidecarClient(sidecar);

        await client.PublishAsync("pubsub", "t", "1");

        await Eventually.IsTrueAsync(() => listener.Events.Count > 1, "a second delivery beside the first");
        release.SetResult("DROP");
        await Eventually.IsTrueAsync(() => listener.Dead.Count > 1, "a dead letter of each delivery");
        Assert.All(listener.Dead, id => Assert.Equal("1", id));
    }

    [Fact]
    public async Task On_RabbitMQ_what_fails_without_a_dead_letter_topic_comes_for_ever()
    {
        await using var listener = await Listener.StartAsync(deadLetters: false);
        listener.Handle = _ => Task.FromResult("RETRY");
        await using var sidecar = await StartAsync(new("pubsub", PubSubKind.RabbitMq), listener);
        using var client = new SidecarClient(sidecar);

        await client.PublishAsync("pubsub", "t", "1");

        await Eventually.IsTrueAsync(() => listener.Events.Count > 20, "many deliveries");
        listener.Handle = _ => Task.FromResult("SUCCESS");
    }

    [Theory]
    [InlineData(PubSubKind.Redis, 1)]
    [InlineData(PubSubKind.RabbitMq, 0)]
    public async Task What_was_published_before_a_subscription_is_kept_on_Redis_only(PubSubKind kind, int kept)
    {
        var broker = new PubSubComponent("pubsub", kind);
        await using var listener = await Listener.StartAsync();
        await using var alone = await StandInSidecar.StartAsync(new SidecarOptions { AppId = "alone", PubSubs = [broker] });
        using (var early = new SidecarClient(alone))
        {
            await early.PublishAsync("pubsub", "t", "early");
        }

        await using var sidecar = await StartAsync(broker, listener);
        using var client = new SidecarClient(sidecar);
        await client.PublishAsync("pubsub", "t", "late");

        await Eventually.IsTrueAsync(() => broker.Unsettled == 0 && listener.Events.Contains("late"), "all is delivered");
        Assert.Equal(kept, listener.Events.Count(id => id == "early"));
    }

    [Fact]
    public async Task Events_are_duplicated_and_overtake_each_other_where_a_test_wants_it()
    {
        var broker = new PubSubComponent("pubsub", PubSubKind.Redis) { Faults = new(0.5, 0.5, TimeSpan.FromMilliseconds(50)) };
        await using var listener = await Listener.StartAsync();
        await using var sidecar = await StartAsync(broker, listener);
        using var client = new SidecarClient(sidecar);
        string[] ids = [.. Enumerable.Range(100, 100).Select(n => $"{n}")];

        foreach (var id in ids)
        {
            await client.PublishAsync("pubsub", "t", id);
        }

        await Eventually.IsTrueAsync(() => listener.Events.Distinct().Count() == ids.Length && broker.Unsettled == 0, "each event at least once");
        Assert.InRange(listener.Events.Count, ids.Length + 1, 2 * ids.Length);
        Assert.NotEqual(ids, listener.Events.Distinct());
    }

    [Fact]
    public async Task A_broker_that_is_down_takes_nothing_and_delivers_nothing_until_it_is_back()
    {
        var broker = new PubSubComponent("pubsub", PubSubKind.RabbitMq);
        await using var listener = await Listener.StartAsync();
        await using var sidecar = await StartAsync(broker, listener);
        using var client = new SidecarClient(sidecar);

        broker.Down = true;
        Assert.Equal(HttpStatusCode.InternalServerError, await client.PublishAsync("pubsub", "t", "1"));
        broker.Down = false;
        Assert.Equal(HttpStatusCode.NoContent, await client.PublishAsync("pubsub", "t", "2"));

        await Eventually.IsTrueAsync(() => listener.Events.Count > 0, "the event that was taken");
        Assert.Equal(["2"], listener.Events);
    }

    [Fact]
    public async Task What_is_being_delivered_when_the_sidecar_ends_is_delivered_by_the_next()
    {
        var broker = new PubSubComponent("pubsub", PubSubKind.Redis);
        await using var listener = await Listener.StartAsync();
        listener.Handle = _ => new TaskCompletionSource<string>().Task;
        await using var sidecar = await StartAsync(broker, listener);
        using (var client = new SidecarClient(sidecar))
        {
            await client.PublishAsync("pubsub", "t", "1");
        }

        await Eventually.IsTrueAsync(() => listener.Events.Count == 1, "the first delivery");
        await sidecar.StopAsync();
        listener.Handle = _ => Task.FromResult("SUCCESS");
        await sidecar.StartAsync();

        await Eventually.IsTrueAsync(() => listener.Events.Count == 2 && broker.Unsettled == 0, "the second delivery");
        Assert.Empty(listener.Dead);
    }

    private static async Task<StandInSidecar> StartAsync(PubSubComponent broker, Listener listener)
    {
        var sidecar = await StandInSidecar.StartAsync(new SidecarOptions { AppId = "app", AppPort = listener.Port, PubSubs = [broker], Inbound = s_policy });
        await Eventually.IsTrueAsync(() => sidecar.Subscriptions == 2, "the subscriptions are known");
        return sidecar;
    }
}
