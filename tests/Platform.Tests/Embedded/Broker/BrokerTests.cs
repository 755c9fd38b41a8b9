using System.Diagnostics;
using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Tests.BuildingBlocks;
using CommonGround.Platform.Tests.State;

namespace CommonGround.Platform.Tests.Embedded.Broker;

/// <summary>What the embedded broker does with events: to whom they go, how often, and how they end.</summary>
public sealed class BrokerTests : IDisposable
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private readonly EmbeddedFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_event_comes_as_it_was_published_with_what_dapr_adds()
    {
        var receiver = new TestReceiver(TestReceiver.Meldingen);
        await using var host = await StartAsync("a", receiver);

        Assert.Empty(await host.Broker.PublishAsync("meldingen", [new("1", EventHost.Event("1"), Trace)], Cancel));
        await Eventually.TrueAsync(() => !receiver.Came.IsEmpty);

        var text = receiver.Came.Single().Event;
        var came = JsonDocument.Parse(text).RootElement;
        Assert.Contains("""
            "data":{"bedrag":1.10,"groot":9007199254740993,"naam":"Zoë"}
            """, text, StringComparison.Ordinal);
        Assert.Equal(
            ("1", "pubsub", "meldingen", Trace, Trace),
            (Text("id"), Text("pubsubname"), Text("topic"), Text("traceparent"), Text("traceid")));

        string? Text(string attribute) => came.GetProperty(attribute).GetString();
    }

    [Theory]
    [InlineData("geen json")]
    [InlineData("[1]")]
    public async Task What_is_no_event_comes_as_it_is(string content)
    {
        var receiver = new TestReceiver(TestReceiver.Meldingen);
        await using var host = await StartAsync("a", receiver);

        await host.Broker.PublishAsync("meldingen", [new("1", content, null)], Cancel);
        await Eventually.TrueAsync(() => !receiver.Came.IsEmpty);

        Assert.Equal(content, receiver.Came.Single().Event);
    }

    [Fact]
    public async Task The_handler_runs_in_the_trace_that_caused_the_event()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "CommonGround.Embedded",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        string? parent = null;
        var receiver = new TestReceiver(TestReceiver.Meldingen)
        {
            Answer = (_, _) =>
            {
                parent = Activity.Current?.ParentId;
                return Task.FromResult(DeliveryOutcome.Success);
            },
        };
        await using var host = await StartAsync("a", receiver);

        await host.Broker.PublishAsync("meldingen", [new("1", EventHost.Event("1"), Trace)], Cancel);
        await Eventually.TrueAsync(() => parent is not null);

        Assert.Equal(Trace, parent);
    }

    [Fact]
    public async Task Each_component_on_the_file_hears_it_once_whoever_published_it()
    {
        var (one, other) = (new TestReceiver(TestReceiver.Meldingen), new TestReceiver(TestReceiver.Meldingen));
        await using var first = await StartAsync("a", one);
        await using var second = await StartAsync("b", other);

        await first.PublishAsync("meldingen", "1", "2");
        await second.PublishAsync("meldingen", "3");
        await Eventually.TrueAsync(() => EventHost.Kept(_folder.StateFile) == (0, 0));

        Assert.Equal(["1", "2", "3"], one.Ids("meldingen").Order());
        Assert.Equal(["1", "2", "3"], other.Ids("meldingen").Order());
    }

    [Fact]
    public async Task Replicas_of_a_component_share_its_events()
    {
        var (one, other) = (new TestReceiver(TestReceiver.Meldingen), new TestReceiver(TestReceiver.Meldingen));
        await using var first = await StartAsync("a", one);
        await using var second = await StartAsync("a", other);
        string[] ids = [.. Enumerable.Range(0, 200).Select(n => $"{n}")];

        foreach (var some in ids.Chunk(10))
        {
            await first.PublishAsync("meldingen", some);
        }

        await Eventually.TrueAsync(() => EventHost.Kept(_folder.StateFile) == (0, 0));
        Assert.Equal(ids.Order(), one.Ids("meldingen").Concat(other.Ids("meldingen")).Order());
    }

    [Fact]
    public async Task A_topic_that_nobody_listens_to_keeps_nothing()
    {
        await using var host = await StartAsync("a", new TestReceiver(TestReceiver.Meldingen));

        Assert.Empty(await host.PublishAsync("anders", "1", "2"));

        Assert.Equal((0, 0), EventHost.Kept(_folder.StateFile));
    }

    [Fact]
    public async Task What_fails_is_tried_again_with_growing_pauses_and_then_goes_to_the_dead_letters()
    {
        var time = new ManualTime();
        var tries = new List<DateTimeOffset>();
        var receiver = new TestReceiver(TestReceiver.Meldingen, TestReceiver.DeadLetters)
        {
            Answer = (_, _) =>
            {
                tries.Add(time.GetUtcNow());
                return tries.Count == 2 ? throw new InvalidOperationException("kapot") : Task.FromResult(DeliveryOutcome.Retry);
            },
        };
        await using var host = await StartAsync("a", receiver, time);

        await host.PublishAsync("meldingen", "1");
        await time.PassUntilAsync(() => EventHost.Kept(_folder.StateFile) == (0, 0));

        // 1, 2, 4 and 8 seconds: a poll may be late, and nothing is early.
        Assert.Equal(5, tries.Count);
        Assert.All(tries.Zip(tries.Skip(1)).Index(), pair => Assert.InRange((pair.Item.Second - pair.Item.First).TotalSeconds, 1 << pair.Index, double.MaxValue));
        Assert.Equal(["1"], receiver.Ids("meldingen-dead"));
        Assert.Equal(receiver.Came.First().Event, receiver.Came.Last().Event);
        Assert.Contains("\"topic\":\"meldingen\"", receiver.Came.Last().Event, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_dropped_goes_to_the_dead_letters_at_once()
    {
        var receiver = new TestReceiver(TestReceiver.Meldingen, TestReceiver.DeadLetters) { Answer = (_, _) => Task.FromResult(DeliveryOutcome.Drop) };
        await using var host = await StartAsync("a", receiver);

        await host.PublishAsync("meldingen", "1");
        await Eventually.TrueAsync(() => EventHost.Kept(_folder.StateFile) == (0, 0));

        Assert.Equal(["meldingen", "meldingen-dead"], receiver.Came.Select(one => one.Topic));
    }

    [Fact]
    public async Task A_dead_letter_is_tried_until_it_is_taken()
    {
        var (time, left) = (new ManualTime(), 20);
        var receiver = new TestReceiver(TestReceiver.Meldingen, TestReceiver.DeadLetters)
        {
            Answer = (_, _) => Task.FromResult(DeliveryOutcome.Drop),
            AnswerToDead = () => left-- > 0 ? DeliveryOutcome.Retry : DeliveryOutcome.Success,
        };
        await using var host = await StartAsync("a", receiver, time);

        await host.PublishAsync("meldingen", "1");
        await time.PassUntilAsync(() => EventHost.Kept(_folder.StateFile) == (0, 0));

        Assert.Equal(21, receiver.Ids("meldingen-dead").Count());
    }

    [Fact]
    public async Task An_event_that_is_given_up_and_that_nobody_takes_is_an_error_in_the_log()
    {
        var receiver = new TestReceiver(TestReceiver.Meldingen) { Answer = (_, _) => Task.FromResult(DeliveryOutcome.Drop) };
        await using var host = await StartAsync("a", receiver);

        await host.PublishAsync("meldingen", "1");
        await Eventually.TrueAsync(() => host.Log.Errors.Any());

        Assert.Contains("nobody listens to its dead-letter topic meldingen-dead", host.Log.Errors.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delivery_that_takes_too_long_is_told_to_stop_and_tried_again()
    {
        var time = new ManualTime();
        var told = false;
        var receiver = new TestReceiver(TestReceiver.Meldingen)
        {
            Answer = async (_, cancellationToken) =>
            {
                if (!told)
                {
                    using var stop = cancellationToken.Register(() => told = true);
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }

                return DeliveryOutcome.Success;
            },
        };
        await using var host = await StartAsync("a", receiver, time);

        await host.PublishAsync("meldingen", "1");
        await Eventually.TrueAsync(() => !receiver.Came.IsEmpty);
        Assert.False(told);
        time.Pass(TimeSpan.FromHours(1));
        await time.PassUntilAsync(() => EventHost.Kept(_folder.StateFile) == (0, 0));

        Assert.True(told);
        Assert.Equal(2, receiver.Came.Count);
    }

    [Fact]
    public async Task What_nobody_takes_is_gone_after_its_life_and_that_is_logged()
    {
        var time = new ManualTime();
        await (await StartAsync("weg", new TestReceiver(TestReceiver.Meldingen), time)).DisposeAsync();
        await using var host = await StartAsync("a", new TestReceiver(TestReceiver.Meldingen), time);

        await host.PublishAsync("meldingen", "1");
        await time.PassUntilAsync(() => EventHost.Kept(_folder.StateFile) == (1, 1));
        time.Pass(TimeSpan.FromDays(8));
        await host.PublishAsync("meldingen", "2");
        await time.PassUntilAsync(() => EventHost.Kept(_folder.StateFile) == (1, 1));

        Assert.Contains(host.Log.Lines, line => line.Contains("1 deliveries were removed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Events_are_unique_within_a_call()
    {
        await using var host = await StartAsync("a", new TestReceiver(TestReceiver.Meldingen));

        await Assert.ThrowsAsync<ArgumentException>(() => host.PublishAsync("meldingen"));
        await Assert.ThrowsAsync<ArgumentException>(() => host.PublishAsync("meldingen", "1", "1"));
        await Assert.ThrowsAsync<ArgumentException>(() => host.PublishAsync("", "1"));
    }

    /// <summary>With a lease so long that a clock which a test hurries does not end it meanwhile.</summary>
    private Task<EventHost> StartAsync(string app, IEventReceiver receiver, TimeProvider? time = null) =>
        EventHost.StartAsync(_folder.StateFile, app, receiver, time, ("Embedded:Events:DeliveryTimeout", "01:00:00"));
}
