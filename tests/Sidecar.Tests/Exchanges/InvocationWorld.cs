using CommonGround.Sidecar.Invocation;

namespace CommonGround.Sidecar.Tests.Exchanges;

internal sealed class InvocationWorld(IReadOnlyList<Exchange> exchanges) : World(exchanges)
{
    /// <summary>The recorded one waited 100 ms.</summary>
    private static readonly RetryPolicy s_policy = new(2, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(5));

    private readonly SidecarNetwork _network = new();
    private StandInSidecar? _caller;
    private StandInSidecar? _callee;

    public override async Task EnterAsync(string group)
    {
        var app = await StartAppAsync();
        app.Group = group;
        _callee = await StartAsync(new SidecarOptions { AppId = "callee", AppPort = app.Port, Network = _network });
        _caller = await StartAsync(new SidecarOptions { AppId = "caller", Network = _network, Invoking = s_policy });
    }

    public override async Task<StandInSidecar> BeforeAsync(Exchange exchange)
    {
        if (exchange.Name.StartsWith("component called is down, call 1", StringComparison.Ordinal))
        {
            await StopAppAsync();
        }
        else if (exchange.Name == "sidecar called is down")
        {
            await _callee!.StopAsync();
        }

        return _caller!;
    }
}
