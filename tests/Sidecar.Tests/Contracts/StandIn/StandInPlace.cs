using CommonGround.Sidecar.PubSub;
using CommonGround.Sidecar.Secrets;
using CommonGround.Sidecar.State;

namespace CommonGround.Sidecar.Tests.Contracts.StandIn;

/// <summary>The HTTP client beside the stand-in sidecar.</summary>
public abstract class StandInPlace(StateStoreKind store, PubSubKind broker) : Place
{
    private StandInSidecar? _sidecar;
    private StateComponent? _store;

    /// <summary>The store behind the stand-in.</summary>
    public StateComponent Store => _store!;

    public override bool CreatesWhereExpired => store != StateStoreKind.MySql;

    protected override async Task<IEnumerable<(string Name, string? Value)>> SettingsAsync()
    {
        var secrets = new SecretComponent("secretstore", SecretStoreKind.MultiValued)
            .With("proefgeheim", ("eerste", "een"), ("tweede", "twee"))
            .With("leeg", "")
            .With("personal-data-keys", ("1", PersonalDataKey));
        _store = new StateComponent("statestore", store, Time);
        var pubSub = new PubSubComponent("pubsub", broker);
        _sidecar = await StandInSidecar.StartAsync(new SidecarOptions
        {
            AppId = "proef",
            AppPort = 0,
            ApiToken = "sidecar-token",
            AppToken = "app-token",
            StateStores = [_store],
            PubSubs = [pubSub, new PubSubComponent("pubsub-dead-letters", pubSub)],
            SecretStores = [secrets],
            Inbound = new RetryPolicy(3, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(20)),
        });
        return [("DAPR_HTTP_PORT", $"{_sidecar.Port}"), ("DAPR_API_TOKEN", "sidecar-token"), ("APP_API_TOKEN", "app-token")];
    }

    protected override async Task StartedAsync(int port)
    {
        _sidecar!.AppListensOn(port);
        await Eventually.IsTrueAsync(() => _sidecar.Subscriptions > 0, "the sidecar knows the subscriptions");
    }

    protected override async Task EndAsync()
    {
        if (_sidecar is not null)
        {
            await _sidecar.DisposeAsync();
        }
    }
}
