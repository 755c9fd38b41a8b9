using CommonGround.Sidecar.PubSub;
using CommonGround.Sidecar.State;

namespace CommonGround.Sidecar.Tests.Exchanges;

internal sealed class UnavailableWorld(IReadOnlyList<Exchange> exchanges) : World(exchanges)
{
    private readonly StateComponent[] _stores = [new("pg", StateStoreKind.PostgreSql), new("statestore", StateStoreKind.Redis)];
    private readonly PubSubComponent _broker = new("pubsub", PubSubKind.Redis);
    private StandInSidecar? _sidecar;

    public override async Task<StandInSidecar> BeforeAsync(Exchange exchange)
    {
        _sidecar ??= await StartAsync(new SidecarOptions { AppId = "rec6", StateStores = _stores, PubSubs = [_broker] });
        var down = exchange.Name.Contains("down", StringComparison.Ordinal);
        _broker.Down = down;
        Array.ForEach(_stores, store => store.Down = down);
        return _sidecar;
    }
}
