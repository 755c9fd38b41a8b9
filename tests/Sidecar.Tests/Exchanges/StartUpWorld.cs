using CommonGround.Sidecar.PubSub;
using CommonGround.Sidecar.State;

namespace CommonGround.Sidecar.Tests.Exchanges;

/// <summary>A sidecar for each group, on one broker.</summary>
internal sealed class StartUpWorld : World
{
    private StandInSidecar? _sidecar;

    public StartUpWorld(IReadOnlyList<Exchange> exchanges)
        : base(exchanges) => Brokers = [new("pubsub-redis", PubSubKind.Redis)];

    public override async Task EnterAsync(string group)
    {
        var app = App ?? await StartAppAsync();
        app.Group = group;
        if (_sidecar is { } before)
        {
            await before.StopAsync();
        }

        var late = group == "late component";
        _sidecar = await StartAsync(new SidecarOptions
        {
            AppId = late ? "rec8" : "rec9",
            AppPort = late ? 0 : app.Port,
            PubSubs = Brokers,
            SecretStores = SecretsWorld.Stores(),
            StateStores = [new("state-redis", StateStoreKind.Redis), new("statestore", StateStoreKind.Redis)],
        });
    }

    public override async Task<StandInSidecar> BeforeAsync(Exchange exchange)
    {
        if (exchange.Name.StartsWith("after the component listens", StringComparison.Ordinal))
        {
            _sidecar!.AppListensOn(App!.Port);
            await Eventually.IsTrueAsync(() => _sidecar.AppAsked, "the component is asked for its subscriptions");
        }

        return _sidecar!;
    }
}
