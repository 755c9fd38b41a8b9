using System.Text.Json;
using CommonGround.Sidecar;
using CommonGround.Sidecar.Faults;
using CommonGround.Sidecar.PubSub;

namespace CommonGround.Tools.Faults;

/// <summary>
/// A stand-in sidecar beside each replica, on one store and one broker. They are slow, fail, cut connections, also after a transaction
/// that succeeded, are stopped and started again; store and broker cannot be reached for a while. Deliveries come twice and out of order.
/// </summary>
internal sealed class SidecarGround(string work, int replicas) : IGround
{
    private readonly StandIn _standIn = new(Component.AppId);
    private readonly SemaphoreSlim _restarting = new(1);

    public string Name => "sidecar";

    public async Task StartAsync()
    {
        _standIn.Broker.Faults = new DeliveryFaults(Duplicated: 0.1, HeldBack: 0.1, Longest: TimeSpan.FromSeconds(1));
        for (var number = 1; number <= replicas; number++)
        {
            await _standIn.StartAsync();
        }
    }

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

    public (string What, Task End) Disturb(Random random, CancellationToken cancellationToken)
    {
        var time = TimeSpan.FromSeconds(0.1 + (1.4 * random.NextDouble()));
        var number = random.Next(replicas) + 1;
        return random.Next(7) switch
        {
            0 => Faulty("is slow", new Fault(FaultKind.Slow, Chance: 0.5) { Delay = 2 * Component.StoreTimeout * random.NextDouble() }),
            1 => Faulty("answers 500", new Fault(FaultKind.Fail, Chance: 0.7)),
            2 => Faulty("closes connections", new Fault(FaultKind.Close, Chance: 0.7)),
            3 => Faulty("cuts connections after transactions", new Fault(FaultKind.CutAfter, "/transaction", Chance: 0.7)),
            4 => ($"sidecar {number} down for {Seconds()}", RestartAsync(_standIn.Sidecars[number - 1], time)),
            5 => ($"store down for {Seconds()}", For(time, () => _standIn.Store.Down = true, () => _standIn.Store.Down = false)),
            _ => ($"broker down for {Seconds()}", For(time, () => _standIn.Broker.Down = true, () => _standIn.Broker.Down = false)),
        };

        string Seconds() => $"{time.TotalSeconds:0.0} s";

        (string, Task) Faulty(string how, Fault fault)
        {
            var faults = _standIn.Sidecars[number - 1].Faults;
            return ($"sidecar {number} {how} for {Seconds()}", For(time, () => faults.Add(fault), faults.Clear));
        }
    }

    public Task<Logs> ReadLogsAsync() => Task.FromResult(Logs.Of(
        _standIn.Store.Everything().Where(row => row.Key.StartsWith(Logs.Prefix, StringComparison.Ordinal))
            .Select(row => (row.Key, row.Key == $"{Logs.Prefix}registration" ? JsonSerializer.Deserialize<string>(row.Value) : null))));

    public Task KeepAsync() => File.WriteAllTextAsync(Path.Combine(work, "state.json"), JsonSerializer.Serialize(_standIn.Store.Everything()));

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

    private async Task RestartAsync(StandInSidecar sidecar, TimeSpan time)
    {
        await _restarting.WaitAsync();
        await sidecar.StopAsync();
        await Task.Delay(time);
        await sidecar.StartAsync();
        _restarting.Release();
    }
}
