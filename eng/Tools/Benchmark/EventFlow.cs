using System.Diagnostics;

namespace CommonGround.Tools.Benchmark;

/// <summary>
/// Events from the create that causes them to the handler that has handled them, in the same component: beside a stand-in sidecar, and on the
/// embedded broker. Every event is handled in a commit of its own. First as many creates as so many clients can make, which says how many
/// events there can be; then half as many as that, which says how long one of them takes where none queue.
/// </summary>
internal sealed class EventFlow(Wrk wrk, Application kit, string work, Action<string> progress)
{
    private const string AppId = "meting";
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Full = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Half = TimeSpan.FromSeconds(8);

    private readonly Requests _requests = Requests.Of(kit, Application.Body);

    public async Task RunAsync(IReadOnlyList<(string Name, int Clients)> wanted, Results results)
    {
        await using var standIn = new StandIn(AppId);
        var place = await SidecarPlace.OfAsync(standIn);
        await using var beside = await Server.StartAsync(place.With(kit, ArrivalWatch.Handles));
        await using var embedded = await Server.StartAsync(kit.WithOwnFile(work, "events", ArrivalWatch.Handles));
        foreach (var server in new[] { beside, embedded })
        {
            await server.ReadyAsync();
            await wrk.RunAsync(Url(server), _requests, wanted[0].Clients, WarmUp);
            await AllHandledAsync(server);
        }

        foreach (var (name, clients) in wanted)
        {
            progress(name);
            var (own, theirs) = (await MeasureAsync(embedded, clients), await MeasureAsync(beside, clients));
            results.Counts.AddRange(
            [
                new($"{name}, embedded", "events/s", own.PerSecond, ""),
                new($"{name}, embedded, from the 201 to the handler, p50", "ms", own.P50, ""),
                new($"{name}, embedded, from the 201 to the handler, p99", "ms", own.P99, ""),
            ]);
            results.Comparisons.AddRange(
            [
                new(name, "embedded", "events/s", theirs.PerSecond, own.PerSecond, ""),
                new($"{name}, from the 201 to the handler, p50", "embedded", "ms", theirs.P50, own.P50, ""),
                new($"{name}, from the 201 to the handler, p99", "embedded", "ms", theirs.P99, own.P99, ""),
            ]);
        }
    }

    private async Task<(double PerSecond, double P50, double P99)> MeasureAsync(Server server, int clients)
    {
        var before = Handled(await Scrape.OfAsync(server));
        var clock = Stopwatch.StartNew();
        await wrk.RunAsync(Url(server), _requests, clients, Full);
        var perSecond = (await AllHandledAsync(server) - before) / clock.Elapsed.TotalSeconds;

        await Arrivals.OfAsync(server);
        await wrk.RunAsync(Url(server), _requests with { Pause = TimeSpan.FromSeconds(2 * clients / perSecond) }, clients, Half);
        await AllHandledAsync(server);
        var arrivals = await Arrivals.SomeAsync(server);
        return (perSecond, arrivals.P50, arrivals.P99);
    }

    private Uri Url(Server server) => new(server.Address, kit.Collection);

    /// <summary>Waits until every create that was acknowledged has been handled as an event.</summary>
    private static async Task<double> AllHandledAsync(Server server)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            var scrape = await Scrape.OfAsync(server);
            var created = scrape.Sum("http_server_request_duration_seconds_count", "http_response_status_code=\"201\"");
            var handled = Handled(scrape);
            if (handled >= created)
            {
                return handled;
            }

            if (clock.Elapsed > TimeSpan.FromMinutes(2))
            {
                throw new InvalidOperationException($"Of {created} creates {handled} were handled as events after two minutes.");
            }
        }
    }

    private static double Handled(Scrape scrape) => scrape.Sum("commonground_events_received_total", "\"handled\"");
}
