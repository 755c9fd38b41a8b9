using CommonGround.Sidecar.State;

namespace CommonGround.Sidecar.Tests.Exchanges;

internal sealed class StateWorld(IReadOnlyList<Exchange> exchanges) : World(exchanges)
{
    private readonly ShiftedTime _time = new();
    private StandInSidecar? _sidecar;

    public override async Task<StandInSidecar> BeforeAsync(Exchange exchange)
    {
        if (exchange.Name == "get after it expired")
        {
            _time.Pass(TimeSpan.FromSeconds(2));
        }

        return _sidecar ??= await StartAsync(new SidecarOptions { AppId = "rec", StateStores = Stores(_time), Time = _time });
    }

    internal static StateComponent[] Stores(TimeProvider time) =>
    [
        new("state-redis", StateStoreKind.Redis, time), new("state-postgresql", StateStoreKind.PostgreSql, time),
        new("state-sqlite", StateStoreKind.Sqlite, time), new("state-inmemory", StateStoreKind.InMemory, time),
        new("state-mysql", StateStoreKind.MySql, time),
    ];
}
