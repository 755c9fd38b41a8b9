using CommonGround.Sidecar.PubSub;

namespace CommonGround.Sidecar.Tests.Exchanges;

/// <summary>Three brokers, and one component that subscribes to topics on each.</summary>
internal sealed class PubSubWorld : World
{
    /// <summary>The recorded one waited 200 ms to 2 s and gave a handler 5 s, with as many tries.</summary>
    public static readonly RetryPolicy FastPolicy = new(4, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(600));

    private readonly RetryPolicy? _policy;
    private StandInSidecar? _sidecar;

    public PubSubWorld(IReadOnlyList<Exchange> exchanges, RetryPolicy? policy)
        : base(exchanges) => (_policy, Brokers) = (policy, AllBrokers());

    public static PubSubComponent[] AllBrokers() =>
    [
        new("pubsub-redis", PubSubKind.Redis), new("pubsub-rabbitmq", PubSubKind.RabbitMq), new("pubsub-inmemory", PubSubKind.InMemory),
    ];

    public override async Task EnterAsync(string group)
    {
        var app = App ?? await StartAppAsync(_policy is null ? "[]" : Subscriptions());
        app.Group = group;
        _sidecar ??= await StartAsync(new SidecarOptions { AppId = "rec2", AppPort = app.Port, PubSubs = Brokers, Inbound = _policy });
    }

    public override Task<StandInSidecar> BeforeAsync(Exchange exchange) => Task.FromResult(_sidecar!);

    /// <summary>A subscription in bulk gets its events one by one: that is among what is not imitated.</summary>
    public override bool Expects(string unexpected) => unexpected.Contains("/e/bulk", StringComparison.Ordinal);

    /// <summary>The recording with a policy shows no answer to <c>/dapr/subscribe</c>; the deliveries show what was in it.</summary>
    private string Subscriptions()
    {
        (string Topic, string Route, bool Dead)[] topics =
        [
            ("r", "retry", true), ("r2", "retry2", true), ("f", "500", true), ("d", "drop", true), ("n", "500", false),
            ("401", "401", true), ("429", "429", true), ("slow", "slow", true), ("dead", "dead", false),
        ];
        var items = Brokers.SelectMany(broker => topics.Select(topic =>
            $$"""{"pubsubname":"{{broker.Name}}","topic":"{{topic.Topic}}-d1721d","route":"/e/{{topic.Route}}","deadLetterTopic":"{{(topic.Dead ? "dead-d1721d" : "")}}"}"""));
        return $"[{string.Join(',', items)}]";
    }
}
