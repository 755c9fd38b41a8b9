using CommonGround.Sidecar.PubSub;
using CommonGround.Sidecar.Secrets;
using CommonGround.Sidecar.State;

namespace CommonGround.Sidecar.Tests.Contracts.StandIn;

/// <summary>The HTTP client beside the stand-in sidecar.</summary>
public abstract class StandInPlace(StateStoreKind store, PubSubKind broker) : Place
{
    private StandInSidecar? _sidecar;

    public override bool CreatesWhereExpired => store != StateStoreKind.MySql;

    protected override async Task<IEnumerable<(string Name, string? Value)>> SettingsAsync()
    {
        var secrets = new SecretComponent("secretstore", SecretStoreKind.MultiValued)
            .With("proefgeheim", ("eerste", "een"), ("tweede", "twee"))
            .With("leeg", "")
            .With("personal-data-keys", ("1", PersonalDataKey));
        _sidecar = await StandInSidecar.StartAsync(new SidecarOptions
        {
            AppId = "proef",
            AppPort = 0,
            ApiToken = "sidecar-token",
            AppToken = "app-token",
            StateStores = [new StateComponent("statestore", store, Time)],
            PubSubs = [new PubSubComponent("pubsub", broker)],
            SecretStores = [secrets],
        });
        return [("DAPR_HTTP_PORT", $"{_sidecar.Port}"), ("DAPR_API_TOKEN", "sidecar-token"), ("APP_API_TOKEN", "app-token")];
    }

    protected override Task StartedAsync(int port)
    {
        _sidecar!.AppListensOn(port);
        return Task.CompletedTask;
    }

    protected override async Task EndAsync()
    {
        if (_sidecar is not null)
        {
            await _sidecar.DisposeAsync();
        }
    }
}
