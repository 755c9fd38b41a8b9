using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Dapr;
using CommonGround.Platform.Tests.BuildingBlocks;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Dapr;

public sealed class SidecarReadinessTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private ScriptedSidecar _sidecar = null!;
    private bool _publishes;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _sidecar = await ScriptedSidecar.StartAsync();

    public ValueTask DisposeAsync() => _sidecar.DisposeAsync();

    [Fact]
    public async Task Nothing_is_missing_where_components_and_subscriptions_are_there()
    {
        _sidecar.Always(Recorded());

        Assert.Null(await MissingAsync(new("declared", "/e/ok", "declared-dead"), new("outboxtopic", "/e/ok", null)));
        Assert.Equal("GET /v1.0/metadata", $"{_sidecar.Last}");
    }

    [Theory]
    [InlineData("geen", "/e/ok", null)]
    [InlineData("outboxtopic", "/e/anders", null)]
    [InlineData("outboxtopic", "/e/ok", "dead")]
    [InlineData("declared", "/e/ok", null)]
    public async Task A_subscription_that_is_not_as_it_should_be_is_missing(string topic, string route, string? deadLetters)
    {
        _sidecar.Always(Recorded());

        var missing = await MissingAsync(new("outboxtopicr", "/e/ok", null), new(topic, route, deadLetters));

        Assert.Equal($"The sidecar has not these subscriptions: {topic} to {route}.", missing);
    }

    [Fact]
    public async Task A_component_that_is_not_there_is_missing()
    {
        _sidecar.Always(ScriptedAnswer.Json(200, """{"components":[{"name":"pubsub","type":"pubsub.redis"}]}"""));

        Assert.Equal("The sidecar has no component 'outbox-pg' (Dapr:StateStore).", await MissingAsync());
    }

    [Fact]
    public async Task The_broker_is_missed_where_something_is_subscribed_to_or_published()
    {
        _sidecar.Always(ScriptedAnswer.Json(200, """{"components":[{"name":"outbox-pg","type":"state.postgresql"}]}"""));

        Assert.Null(await MissingAsync());
        Assert.Equal("The sidecar has no component 'pubsub' (Dapr:PubSub).", await MissingAsync(new EventSubscription("t", "/e/t", "t.dead")));
        Assert.Equal(
            "The sidecar has no component 'pubsub' (Dapr:DeadLetterPubSub).", await MissingAsync(new EventSubscription("t.dead", "/e/t/dead", null)));
        _publishes = true;
        Assert.Equal("The sidecar has no component 'pubsub' (Dapr:PubSub).", await MissingAsync());
    }

    [Fact]
    public async Task A_wrong_token_says_so()
    {
        _sidecar.Always(Exchange.Answered("tokens-and-app-health", "tokens", "metadata, no token"));

        Assert.Contains("DAPR_API_TOKEN", await MissingAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "<html>")]
    [InlineData(500, "{}")]
    public async Task An_answer_that_tells_nothing_is_no_sidecar(int status, string body)
    {
        _sidecar.Always(ScriptedAnswer.Json(status, body));

        Assert.Contains("does not tell what it has", await MissingAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sidecar_that_comes_late_is_waited_for_and_told_of_once()
    {
        _sidecar.Always(null);
        await using var client = Client();
        var readiness = client.GetRequiredService<SidecarReadiness>();
        Assert.NotNull(readiness.Missing);
        await readiness.StartAsync(Cancellation);

        await _time.PassUntilAsync(() => _sidecar.Seen.Count >= 20);
        Assert.Contains("cannot be reached", readiness.Missing, StringComparison.Ordinal);
        _sidecar.Always(Recorded());
        await _time.PassUntilAsync(() => readiness.Missing is null);
        await readiness.StopAsync(Cancellation);

        Assert.Single(_sidecar.Log.Lines, line => line.Contains("The component is not ready. Check", StringComparison.Ordinal));
        Assert.Single(_sidecar.Log.Lines, line => line.Contains("The sidecar has everything again.", StringComparison.Ordinal));
    }

    /// <summary>The patience does not begin again with each other text, and no text is told each time it comes back.</summary>
    [Fact]
    public async Task What_is_missing_is_told_once_whatever_else_is_missing_in_turn()
    {
        var texts = 0;
        _sidecar.Answers = _ => Task.FromResult<ScriptedAnswer?>(ScriptedAnswer.Json(500 + (++texts % 2), "{}"));
        await using var client = Client();
        var readiness = client.GetRequiredService<SidecarReadiness>();
        await readiness.StartAsync(Cancellation);

        await _time.PassUntilAsync(() => _sidecar.Seen.Count >= 30);
        await readiness.StopAsync(Cancellation);

        Assert.Equal(2, _sidecar.Log.Lines.Count);
    }

    [Fact]
    public async Task A_sidecar_that_is_there_at_once_is_not_told_of()
    {
        _sidecar.Always(Recorded());

        await MissingAsync();

        Assert.Empty(_sidecar.Log.Lines);
    }

    private static ScriptedAnswer Recorded() => Exchange.Answered("health-and-metadata", "metadata with subscriptions", "metadata");

    private async Task<string?> MissingAsync(params EventSubscription[] wanted)
    {
        await using var client = Client(wanted);
        var readiness = client.GetRequiredService<SidecarReadiness>();
        var before = readiness.Missing;
        await readiness.StartAsync(Cancellation);
        while (readiness.Missing == before)
        {
            await Task.Delay(5, Cancellation);
        }

        await readiness.StopAsync(Cancellation);
        return readiness.Missing;
    }

    private ServiceProvider Client(params EventSubscription[] wanted) =>
        _sidecar.Client(_time, new Receiver(wanted), _publishes, ("Dapr:StateStore", "outbox-pg"), ("Dapr:DeadLetterPubSub", "pubsub"));

    private sealed class Receiver(IReadOnlyList<EventSubscription> subscriptions) : IEventReceiver
    {
        public IReadOnlyList<EventSubscription> Subscriptions => subscriptions;

        public Task<DeliveryOutcome> ReceiveAsync(EventSubscription subscription, ReadOnlyMemory<byte> cloudEvent, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
