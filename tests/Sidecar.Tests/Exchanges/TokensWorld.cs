using CommonGround.Sidecar.App;
using CommonGround.Sidecar.PubSub;
using CommonGround.Sidecar.State;

namespace CommonGround.Sidecar.Tests.Exchanges;

/// <summary>Both tokens set, and app health checks, which are faster here than the recorded second.</summary>
internal sealed class TokensWorld : World
{
    private StandInSidecar? _sidecar;

    public TokensWorld(IReadOnlyList<Exchange> exchanges)
        : base(exchanges) => Brokers = [new("pubsub-redis", PubSubKind.Redis)];

    public override async Task EnterAsync(string group)
    {
        var app = App ?? await StartAppAsync();
        app.Group = group;
        app.Health = group == "app health" ? 503 : 200;
        _sidecar ??= await StartAsync(new SidecarOptions
        {
            AppId = "rec5",
            AppPort = app.Port,
            PubSubs = Brokers,
            StateStores = [new("state-redis", StateStoreKind.Redis)],
            ApiToken = "example-sidecar-token",
            AppToken = "example-app-token",
            AppHealth = new AppHealthChecks("/healthz", TimeSpan.FromMilliseconds(20), 2),
        });
    }

    public override async Task<StandInSidecar> BeforeAsync(Exchange exchange)
    {
        await Eventually.IsTrueAsync(() => _sidecar!.AppHealthy == (App!.Health == 200), "the sidecar sees the component's health");
        return _sidecar!;
    }

    public override async Task LeaveAsync(string group)
    {
        await Eventually.TryAsync(() => !Missing(App!.Health), TimeSpan.FromSeconds(5));
        App!.Health = 200;
        await Eventually.TryAsync(() => !Missing(200), TimeSpan.FromSeconds(5));
    }

    /// <summary>The event that was published meanwhile; the recording ended before it came.</summary>
    public override bool Expects(string unexpected) => unexpected.StartsWith("app health: /e/ok", StringComparison.Ordinal);

    private bool Missing(int status) => App!.Missing.Any(exchange => exchange.Group == App.Group && exchange.Response.Status == status);
}
