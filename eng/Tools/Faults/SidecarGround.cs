using System.Text.Json;
using CommonGround.Sidecar;
using CommonGround.Sidecar.Faults;
using CommonGround.Sidecar.PubSub;
using CommonGround.Sidecar.State;
using CommonGround.Tools.Faults.Lines;

namespace CommonGround.Tools.Faults;

/// <summary>
/// A stand-in sidecar beside each replica, on one store and one broker. They are slow, fail, cut connections, also after a transaction
/// that succeeded, are stopped and started again; store and broker cannot be reached for a while, and the store's disk is full for a while. Deliveries come twice and out of order.
/// </summary>
internal sealed class SidecarGround(string work, int replicas, StateStoreKind store, PubSubKind broker) : IGround
{
    private const string Slow = "sidecar slow";
    private const string Fails = "sidecar answers 500";
    private const string Closes = "sidecar closes connections";
    private const string Cuts = "sidecar cuts connections after transactions";
    private const string Down = "sidecar down";
    private const string StoreDown = "store down";
    private const string StoreFull = "disk full";
    private const string BrokerDown = "broker down";

    private readonly StandIn _standIn = new(Component.AppId, store, broker);

    // One sidecar at a time is away.
    private readonly SemaphoreSlim _restarting = new(1);

    public string Name => Options.Sidecar;

    public IReadOnlyList<string> Faults => [Slow, Fails, Closes, Cuts, Down, StoreDown, StoreFull, BrokerDown];

    public bool CanComeLate => true;

    public StateFile? File => null;

    public async Task StartAsync()
    {
        _standIn.Broker.Faults = new DeliveryFaults(Duplicated: 0.1, HeldBack: 0.1, Longest: TimeSpan.FromSeconds(1));
        for (var number = 1; number <= replicas; number++)
        {
            await _standIn.StartAsync();
        }
    }

    public Task BeginAsync() => Task.CompletedTask;

    public IReadOnlyDictionary<string, string> SettingsOf(int replica, int port)
    {
        var sidecar = _standIn.Sidecars[replica - 1];
        sidecar.AppListensOn(port);
        return new Dictionary<string, string>(_standIn.SettingsOf(sidecar))
        {
            ["Dapr__Timeout"] = Component.StoreTimeout.ToString(),
            ["Dapr__ProbeInterval"] = "00:00:00.2",
        };
    }

    public Happening Disturb(string fault, Random random)
    {
        var time = TimeSpan.FromSeconds(0.3 + (1.2 * random.NextDouble()));
        var number = random.Next(replicas) + 1;
        var (state, events) = (_standIn.Store, _standIn.Broker);
        return fault switch
        {
            Slow => Faulty(new Fault(FaultKind.Slow, Chance: 0.5) { Delay = 2 * Component.StoreTimeout * random.NextDouble() }),
            Fails => Faulty(new Fault(FaultKind.Fail, Chance: 0.7)),
            Closes => Faulty(new Fault(FaultKind.Close, Chance: 0.7)),
            Cuts => Faulty(new Fault(FaultKind.CutAfter, "/transaction", Chance: 0.7)),
            Down => new(fault, $"{number} for {Seconds()}", RestartAsync(number, time)),
            StoreDown => new(fault, $"for {Seconds()}", For(time, () => state.Down = true, () => state.Down = false)),
            StoreFull => new(fault, $"for {Seconds()}", For(time, () => state.Full = true, () => state.Full = false)),
            _ => new(fault, $"for {Seconds()}", For(time, () => events.Down = true, () => events.Down = false)),
        };

        string Seconds() => $"{time.TotalSeconds:0.0} s";

        Happening Faulty(Fault what)
        {
            var faults = _standIn.Sidecars[number - 1].Faults;
            return new(fault, $"{number} for {Seconds()}", For(time, () => faults.Add(what), faults.Clear));
        }
    }

    public async Task TakeAwayAsync(int replica)
    {
        await _restarting.WaitAsync();
        await _standIn.Sidecars[replica - 1].StopAsync();
    }

    public async Task BringBackAsync(int replica)
    {
        await _standIn.Sidecars[replica - 1].StartAsync();
        _restarting.Release();
    }

    public Task<Logs> ReadLogsAsync() => Task.FromResult(Logs.Of(
        _standIn.Store.Everything().Where(row => row.Key.StartsWith(Logs.Prefix, StringComparison.Ordinal))
            .Select(row => (row.Key, row.Key == $"{Logs.Prefix}registration" ? JsonSerializer.Deserialize<string>(row.Value) : null))));

    public Task<StoredLines> ReadLinesAsync() => Task.FromResult(StoredLines.Of(
        _standIn.Store.Everything()
            .Where(row => row.Key.StartsWith(Logs.Prefix, StringComparison.Ordinal) || row.Key.Contains(StoredLines.BlockMark, StringComparison.Ordinal))
            .Select(row => (row.Key, JsonSerializer.Deserialize<string>(row.Value)!))));

    public Task KeepAsync() => System.IO.File.WriteAllTextAsync(Path.Combine(work, "state.json"), JsonSerializer.Serialize(_standIn.Store.Everything()));

    public async ValueTask DisposeAsync()
    {
        await _standIn.DisposeAsync();
        _restarting.Dispose();
    }

    // Not with the run's token: what goes on would stay broken for who looks at the end.
    private static async Task For(TimeSpan time, Action begin, Action end)
    {
        begin();
        await Task.Delay(time);
        end();
    }

    private async Task RestartAsync(int number, TimeSpan time)
    {
        await TakeAwayAsync(number);
        await Task.Delay(time);
        await BringBackAsync(number);
    }
}
