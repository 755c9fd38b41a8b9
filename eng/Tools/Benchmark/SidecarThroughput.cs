namespace CommonGround.Tools.Benchmark;

/// <summary>
/// Creates of the component beside a stand-in sidecar against the same component on the embedded building blocks, in turn; and what a
/// create asks of the store in both. The resource has no look-up and publishes nothing. The stand-in keeps its state in memory and shares
/// the cores: it is no Dapr.
/// </summary>
internal sealed class SidecarThroughput(Wrk wrk, Application kit, string work, Action<string> progress)
{
    private const string AppId = "meting";
    private const int Rounds = 3;

    private readonly Requests _requests = Requests.Of(kit, Application.Body);

    public async Task RunAsync(IReadOnlyList<(string Name, int Clients)> wanted, Results results)
    {
        await using var standIn = new StandIn(AppId);
        var place = await SidecarPlace.OfAsync(standIn);
        await using var beside = await Server.StartAsync(place.With(kit, new Dictionary<string, string>()));
        await using var embedded = await Server.StartAsync(kit.WithOwnFile(work, "sidecar", new Dictionary<string, string>()));
        await beside.ReadyAsync();
        await embedded.ReadyAsync();
        await wrk.RunAsync(Url(beside), _requests, wanted[0].Clients, Throughput.WarmUp);
        await wrk.RunAsync(Url(embedded), _requests, wanted[0].Clients, Throughput.WarmUp);
        foreach (var (name, clients) in wanted)
        {
            progress(name);
            await RunAsync(name, clients, beside, embedded, standIn, results);
        }
    }

    private async Task RunAsync(string name, int clients, Server beside, Server embedded, StandIn standIn, Results results)
    {
        await StoreUse.CaughtUpAsync(beside);
        await StoreUse.CaughtUpAsync(embedded);
        var (called, before, own) = (standIn.Store.Counts, await StoreUse.OfAsync(beside), await StoreUse.OfAsync(embedded));
        var (ours, theirs) = (new List<Load>(), new List<Load>());
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await wrk.RunAsync(Url(beside), _requests, clients, Throughput.Round));
            theirs.Add(await wrk.RunAsync(Url(embedded), _requests, clients, Throughput.Round));
        }

        await StoreUse.CaughtUpAsync(beside);
        await StoreUse.CaughtUpAsync(embedded);
        var (calls, used, all) = (standIn.Store.Counts, (await StoreUse.OfAsync(embedded)).Since(own), (await StoreUse.OfAsync(beside)).Since(before));
        results.Comparisons.AddRange(
        [
            new(name, "embedded", "requests/s", Median(ours, load => load.PerSecond), Median(theirs, load => load.PerSecond), ""),
            new($"{name} p50", "embedded", "ms", Median(ours, load => load.P50 / 1e3), Median(theirs, load => load.P50 / 1e3), ""),
            new($"{name} p99", "embedded", "ms", Median(ours, load => load.P99 / 1e3), Median(theirs, load => load.P99 / 1e3), ""),
        ]);
        results.Costs.AddRange(
        [
            new($"{name}, keys", "keys/create", used.KeysWritten / used.Created, (calls.KeysWritten - called.KeysWritten) / all.Created),
            new($"{name}, transactions", "calls/create", used.Transactions / used.Created, (calls.Transactions - called.Transactions) / all.Created),
            // Beside a sidecar reads of concurrent requests gather in one call.
            new($"{name}, reads", "calls/create", used.Reads / used.Created, (calls.Gets + calls.BulkGets - called.Gets - called.BulkGets) / all.Created),
        ]);
    }

    private static Uri Url(Server server) => new(server.Address, SecondResource.Path);

    private static double Median(List<Load> loads, Func<Load, double> value) => Measure.Median(loads.Select(value));
}
