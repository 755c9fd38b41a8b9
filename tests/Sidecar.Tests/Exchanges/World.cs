using CommonGround.Sidecar.PubSub;

namespace CommonGround.Sidecar.Tests.Exchanges;

/// <summary>What stood around the sidecar when a file was recorded.</summary>
internal abstract class World(IReadOnlyList<Exchange> exchanges) : IAsyncDisposable
{
    private readonly List<StandInSidecar> _sidecars = [];

    protected IReadOnlyList<Exchange> Exchanges => exchanges;

    /// <summary>The component, where there was one.</summary>
    public RecordedApp? App { get; private set; }

    /// <summary>The brokers in it: after each request they settle what they have.</summary>
    public IReadOnlyList<PubSubComponent> Brokers { get; init; } = [];

    public static World Of(string file, IReadOnlyList<Exchange> exchanges) => file switch
    {
        "access-control.json" => new AccessControlWorld(exchanges),
        "health-and-metadata.json" => new HealthWorld(exchanges),
        "invocation.json" => new InvocationWorld(exchanges),
        "publish-and-deliver.json" => new PubSubWorld(exchanges, policy: null),
        "resiliency.json" => new PubSubWorld(exchanges, PubSubWorld.FastPolicy),
        "secrets.json" => new SecretsWorld(exchanges),
        "start-up.json" => new StartUpWorld(exchanges),
        "state.json" => new StateWorld(exchanges),
        "tokens-and-app-health.json" => new TokensWorld(exchanges),
        "unavailable.json" => new UnavailableWorld(exchanges),
        _ => throw new ArgumentOutOfRangeException(nameof(file), file, "A new file of exchanges needs a world to be replayed in."),
    };

    /// <summary>A group begins.</summary>
    public virtual Task EnterAsync(string group) => Task.CompletedTask;

    /// <summary>What happened before this request.</summary>
    /// <returns>The sidecar that it was sent to.</returns>
    public abstract Task<StandInSidecar> BeforeAsync(Exchange exchange);

    /// <summary>A group ends.</summary>
    public virtual Task LeaveAsync(string group) => Task.CompletedTask;

    /// <summary>Deliveries that the recording stopped too early to show.</summary>
    public virtual bool Expects(string unexpected) => false;

    public async ValueTask DisposeAsync()
    {
        foreach (var sidecar in _sidecars)
        {
            await sidecar.DisposeAsync();
        }

        await StopAppAsync();
    }

    protected async Task<RecordedApp> StartAppAsync(string subscriptions = "[]") =>
        App = await RecordedApp.StartAsync(exchanges, subscriptions);

    protected async Task StopAppAsync()
    {
        if (App is { } app)
        {
            await app.DisposeAsync();
        }
    }

    protected async Task<StandInSidecar> StartAsync(SidecarOptions options)
    {
        var sidecar = await StandInSidecar.StartAsync(options);
        _sidecars.Add(sidecar);
        if (options.AppPort > 0)
        {
            await Eventually.IsTrueAsync(() => sidecar.AppAsked, "the component is asked for its subscriptions");
        }

        return sidecar;
    }
}
