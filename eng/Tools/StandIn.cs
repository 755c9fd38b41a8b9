using System.Globalization;
using System.Security.Cryptography;
using CommonGround.Sidecar;
using CommonGround.Sidecar.App;
using CommonGround.Sidecar.PubSub;
using CommonGround.Sidecar.Secrets;
using CommonGround.Sidecar.State;

namespace CommonGround.Tools;

/// <summary>Stand-in sidecars in this process for replicas of one component: each its own, on one store, one broker and one set of secrets.</summary>
internal sealed class StandIn(string appId, StateStoreKind store = StateStoreKind.PostgreSql, PubSubKind broker = PubSubKind.Redis) : IAsyncDisposable
{
    private readonly string _apiToken = RandomNumberGenerator.GetHexString(32);
    private readonly string _appToken = RandomNumberGenerator.GetHexString(32);
    private readonly List<StandInSidecar> _sidecars = [];

    public SecretComponent Secrets { get; } = new SecretComponent("secretstore", SecretStoreKind.MultiValued)
        .With("personal-data-keys", ("1", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));

    public StateComponent Store { get; } = new("statestore", store);

    public PubSubComponent Broker { get; } = new("pubsub", broker);

    public IReadOnlyList<StandInSidecar> Sidecars => _sidecars;

    public string ApiToken => _apiToken;

    public async Task<StandInSidecar> StartAsync()
    {
        var sidecar = await StandInSidecar.StartAsync(new SidecarOptions
        {
            AppId = appId,
            AppPort = 0,
            StateStores = [Store],
            PubSubs = [Broker, new PubSubComponent("pubsub-dead-letters", Broker) { ProcessingTimeout = TimeSpan.FromHours(2) }],
            SecretStores = [Secrets],
            ApiToken = _apiToken,
            AppToken = _appToken,
            // As the local Dapr files have it, four times as fast: the component is seen to be gone before the tries of a delivery are over.
            Inbound = new RetryPolicy(4, TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(500)),
            InboundOf = new Dictionary<string, RetryPolicy> { ["pubsub-dead-letters"] = new(179, TimeSpan.FromMilliseconds(1250), TimeSpan.FromMilliseconds(1250)) },
            AppHealth = new AppHealthChecks("/healthz", TimeSpan.FromMilliseconds(250), 3),
        });
        _sidecars.Add(sidecar);
        return sidecar;
    }

    /// <summary>The variables that <c>dapr run</c> would set for the component beside a sidecar.</summary>
    public Dictionary<string, string> SettingsOf(StandInSidecar sidecar) => new()
    {
        ["DAPR_HTTP_PORT"] = sidecar.Port.ToString(CultureInfo.InvariantCulture),
        ["DAPR_API_TOKEN"] = _apiToken,
        ["APP_API_TOKEN"] = _appToken,
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var sidecar in _sidecars)
        {
            await sidecar.DisposeAsync();
        }
    }
}
