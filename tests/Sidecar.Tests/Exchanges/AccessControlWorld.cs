using CommonGround.Sidecar.Invocation;

namespace CommonGround.Sidecar.Tests.Exchanges;

internal sealed class AccessControlWorld(IReadOnlyList<Exchange> exchanges) : World(exchanges)
{
    private readonly Dictionary<string, StandInSidecar> _sidecars = [];

    public override async Task EnterAsync(string group)
    {
        var app = await StartAppAsync();
        app.Group = group;
        var network = new SidecarNetwork();
        foreach (var name in (string[])["callee", "friend", "stranger"])
        {
            _sidecars[name] = await StartAsync(new SidecarOptions
            {
                AppId = name,
                AppPort = name == "callee" ? app.Port : null,
                Network = network,
                Access = [new("friend", "/v1/aanvragen", "GET"), new("friend", "/v1/aanvragen/**", "GET")],
            });
        }
    }

    /// <summary>The name says who calls.</summary>
    public override Task<StandInSidecar> BeforeAsync(Exchange exchange) => Task.FromResult(_sidecars[exchange.Name.Split([':', ' '])[0]]);
}
