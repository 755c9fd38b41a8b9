namespace CommonGround.Tools.Benchmark;

/// <summary>
/// Creates of the component, with their events, against the pattern of the Dapr quickstarts (<see cref="PatternApplication"/>), in turn and
/// beside the same sidecar; and how long after the 201 an event of the component arrives. The events of both are delivered to the
/// component, which acknowledges them at once.
/// </summary>
internal sealed class Pattern(Wrk wrk, Application kit, Application pattern, DevelopmentToken token, SidecarPlace place, Action<string> progress)
{
    private const int Rounds = 3;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    /// <summary>The measures: 64 clients and one, of one organization and of 355 in turn.</summary>
    public static IReadOnlyList<(string Name, int Clients, int Tenants, string Aim)> All { get; } =
    [
        ("pattern-64", 64, 1, ">= 1.5"),
        ("pattern-1", 1, 1, ">= 0.9"),
        ("pattern-64-355", 64, 355, ">= 1.5"),
        ("pattern-1-355", 1, 355, ">= 0.9"),
    ];

    /// <remarks>The component starts once: a sidecar asks for subscriptions once.</remarks>
    public async Task RunAsync(IReadOnlyList<(string Name, int Clients, int Tenants, string Aim)> wanted, Results results)
    {
        await using var component = await Server.StartAsync(place.With(kit, new Dictionary<string, string>(ArrivalWatch.Receives.Concat(Tenants.ByToken))));
        await using var quickstart = await Server.StartAsync(pattern);
        await component.ReadyAsync();
        await wrk.RunAsync(Url(component, kit), Tenants.Creates(token, 1), wanted[0].Clients, WarmUp);
        await wrk.RunAsync(Url(quickstart, pattern), Requests.Of(pattern, Application.Body), wanted[0].Clients, WarmUp);
        foreach (var (name, clients, tenants, aim) in wanted)
        {
            progress(name);
            await RunAsync(name, clients, Tenants.Creates(token, tenants), aim, component, quickstart, results);
        }
    }

    private async Task RunAsync(string name, int clients, Requests creates, string aim, Server component, Server quickstart, Results results)
    {
        var (ours, theirs, arrivals) = (new List<Load>(), new List<Load>(), new List<Arrivals>());
        await Arrivals.QuietAsync(component);
        for (var round = 0; round < Rounds; round++)
        {
            await Arrivals.OfAsync(component);
            ours.Add(await wrk.RunAsync(Url(component, kit), creates, clients, Throughput.Round));
            await Arrivals.QuietAsync(component);
            await StoreUse.CaughtUpAsync(component);
            arrivals.Add(await Arrivals.SomeAsync(component));
            theirs.Add(await wrk.RunAsync(Url(quickstart, pattern), Requests.Of(pattern, Application.Body), clients, Throughput.Round));
            await Arrivals.QuietAsync(component);
        }

        // A stand-in says nothing of times, nor of an aim that is one beside Dapr.
        const string against = "save, then publish";
        (place.IsReal ? results.Real : results.Comparisons).AddRange(
        [
            new(name, against, "requests/s", Median(ours, load => load.PerSecond), Median(theirs, load => load.PerSecond), place.IsReal ? aim : ""),
            new($"{name} p50", against, "ms", Median(ours, load => load.P50 / 1e3), Median(theirs, load => load.P50 / 1e3), ""),
            new($"{name} p99", against, "ms", Median(ours, load => load.P99 / 1e3), Median(theirs, load => load.P99 / 1e3), ""),
        ]);
        if (place.IsReal)
        {
            results.Counts.AddRange(
            [
                new($"{name}, from the 201 to the arrival, p50", "ms", Measure.Median(arrivals.Select(one => one.P50)), ""),
                new($"{name}, from the 201 to the arrival, p99", "ms", Measure.Median(arrivals.Select(one => one.P99)), "< 50"),
            ]);
        }
    }

    private static Uri Url(Server server, Application application) => new(server.Address, application.Collection);

    private static double Median(List<Load> loads, Func<Load, double> value) => Measure.Median(loads.Select(value));
}
