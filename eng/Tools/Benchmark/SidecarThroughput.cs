namespace CommonGround.Tools.Benchmark;

/// <summary>
/// Creates of the component beside a stand-in sidecar against the same component on the embedded building blocks, in turn; and what a
/// create asks of the sidecar. The stand-in keeps its state in memory and shares the cores: it is no Dapr.
/// </summary>
internal sealed class SidecarThroughput(Wrk wrk, Application kit, string work)
{
    private const string AppId = "meting";

    /// <param name="name">What the measure is called.</param>
    /// <param name="clients">How many create at once.</param>
    public async Task<(IReadOnlyList<Comparison> Comparisons, IReadOnlyList<Count> Counts)> RunAsync(string name, int clients)
    {
        await using var standIn = new StandIn(AppId);
        var sidecar = await standIn.StartAsync();
        await using var beside = await Server.StartAsync(kit with
        {
            Name = "the component beside a sidecar",
            Environment = new Dictionary<string, string>(kit.Environment.Concat(standIn.SettingsOf(sidecar))),
        });
        sidecar.AppListensOn(beside.Address.Port);
        await beside.ReadyAsync();
        await using var embedded = await Server.StartAsync(kit.WithOwnFile(work, name, new Dictionary<string, string>()));
        await embedded.ReadyAsync();

        var requests = Requests.Of(kit, Application.Body);
        var (first, second) = (new Uri(beside.Address, SecondResource.Path), new Uri(embedded.Address, SecondResource.Path));
        await wrk.RunAsync(first, requests, clients, Throughput.WarmUp);
        await wrk.RunAsync(second, requests, clients, Throughput.WarmUp);
        await StoreUse.CaughtUpAsync(beside);
        var (before, used) = (standIn.Store.Counts, await StoreUse.OfAsync(beside));
        var (ours, theirs) = (new List<Load>(), new List<Load>());
        for (var round = 0; round < 4; round++)
        {
            ours.Add(await wrk.RunAsync(first, requests, clients, Throughput.Round));
            theirs.Add(await wrk.RunAsync(second, requests, clients, Throughput.Round));
        }

        await StoreUse.CaughtUpAsync(beside);
        var after = standIn.Store.Counts;
        var creates = (await StoreUse.OfAsync(beside)).Since(used).Created;
        return (
            [
                new(name, "requests/s", Median(ours, load => load.PerSecond), Median(theirs, load => load.PerSecond), ""),
                new($"{name} p50", "ms", Median(ours, load => load.P50 / 1e3), Median(theirs, load => load.P50 / 1e3), ""),
                new($"{name} p99", "ms", Median(ours, load => load.P99 / 1e3), Median(theirs, load => load.P99 / 1e3), ""),
            ],
            [
                new($"{name}, keys", "keys/create", (after.KeysWritten - before.KeysWritten) / creates, ""),
                new($"{name}, transactions", "calls/create", (after.Transactions - before.Transactions) / creates, ""),
                new($"{name}, reads", "calls/create", (after.Gets + after.BulkGets - before.Gets - before.BulkGets) / creates, ""),
            ]);
    }

    private static double Median(List<Load> loads, Func<Load, double> value) => Measure.Median(loads.Select(value));
}
