using CommonGround.Sidecar.PubSub;
using CommonGround.Sidecar.State;

namespace CommonGround.Sidecar.Tests.Exchanges;

internal sealed class HealthWorld(IReadOnlyList<Exchange> exchanges) : World(exchanges)
{
    private readonly Dictionary<string, StandInSidecar> _sidecars = [];

    public override async Task EnterAsync(string group) => _sidecars[group] = await StartAsync(group == "health" ? WithEverything() : WithSubscriptions());

    public override Task<StandInSidecar> BeforeAsync(Exchange exchange) => Task.FromResult(_sidecars[exchange.Group]);

    private static SidecarOptions WithEverything() => new()
    {
        AppId = "rec4",
        SecretStores = SecretsWorld.Stores(),
        PubSubs = PubSubWorld.AllBrokers(),
        StateStores = StateWorld.Stores(TimeProvider.System),
    };

    private static SidecarOptions WithSubscriptions() => new()
    {
        AppId = "recobe485ad",
        PubSubs = [new("pubsub", PubSubKind.Redis)],
        StateStores = [new("outbox-pg", StateStoreKind.PostgreSql), new("outbox-redis", StateStoreKind.Redis)],
    };
}
