using System.Security.Cryptography;
using CommonGround.Sidecar.PubSub;
using CommonGround.Sidecar.Secrets;
using CommonGround.Sidecar.State;

namespace CommonGround.Sidecar.Tests.Components;

/// <summary>A stand-in sidecar with what a component needs; the component that is started beside it gives up waiting soon.</summary>
internal sealed class StandInHost : ComponentHost
{
    private const string ApiToken = "example-sidecar-token";
    private const string AppToken = "example-app-token";

    private static readonly string s_key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private readonly Func<IEnumerable<(string Name, string Value)>, ComponentRun> _run;
    private bool _runs;

    /// <param name="store">What stands behind the sidecar.</param>
    /// <param name="broker">What stands behind the sidecar.</param>
    /// <param name="run">Which component, with the settings for this sidecar; the one in Development where nothing is said.</param>
    /// <param name="delivery">How long one try of a delivery may take; 5 seconds where nothing is said.</param>
    public StandInHost(
        StateStoreKind store = StateStoreKind.PostgreSql, PubSubKind broker = PubSubKind.RabbitMq,
        Func<IEnumerable<(string Name, string Value)>, ComponentRun>? run = null, TimeSpan? delivery = null)
    {
        _run = run ?? DevelopmentRun.With;
        Store = new StateComponent("statestore", store);
        Broker = new PubSubComponent("pubsub", broker);
        Sidecar = new StandInSidecar(new SidecarOptions
        {
            AppId = "voorbeeld-component",
            AppPort = 0,
            ApiToken = ApiToken,
            AppToken = AppToken,
            StateStores = [Store],
            PubSubs = [Broker, new PubSubComponent("pubsub-dead-letters", Broker)],
            SecretStores = [new SecretComponent("secretstore", SecretStoreKind.MultiValued).With("personal-data-keys", ("1", s_key))],
            // Short, so that all tries of an event are over soon; those of a dead letter go on for longer than a test.
            Inbound = new RetryPolicy(3, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(100), delivery ?? TimeSpan.FromSeconds(5)),
            InboundOf = new Dictionary<string, RetryPolicy>
            {
                ["pubsub-dead-letters"] = new(1000, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100), delivery ?? TimeSpan.FromSeconds(5)),
            },
        });
    }

    public StateComponent Store { get; }

    public PubSubComponent Broker { get; }

    public StandInSidecar Sidecar { get; }

    protected override Uri SidecarAddress => Sidecar.Address;

    protected override string? SidecarToken => ApiToken;

    public ComponentProcess StartComponent() => ComponentProcess.Start(Run(isServer: true));

    public override async Task<ComponentProcess> StartAsync()
    {
        if (!_runs)
        {
            await Sidecar.StartAsync();
            _runs = true;
        }

        var component = StartComponent();
        Sidecar.AppListensOn(await component.PortAsync());
        await component.UntilReadyAsync();
        return component;
    }

    public override ValueTask DisposeAsync() => Sidecar.DisposeAsync();

    protected override ComponentRun Run(bool isServer) => _run(
    [
        ("DAPR_HTTP_PORT", $"{Sidecar.Port}"), ("DAPR_API_TOKEN", ApiToken), ("APP_API_TOKEN", AppToken),
        ("Dapr__Timeout", "00:00:01"), ("Dapr__ProbeInterval", "00:00:00.1"),
        ("State__StoreTimeout", "00:00:01"), ("State__AnswerTimeout", "00:00:05"), ("State__ProbeInterval", "00:00:00.1"),
        ("State__HeartbeatInterval", "00:00:01"), ("State__HeartbeatLife", "00:00:03"),
    ]);
}
