using System.Diagnostics;

namespace CommonGround.Tools.Benchmark;

/// <summary>
/// Events from the create that causes them to the handler that has handled them, in the same component: beside a stand-in sidecar, and on the
/// embedded broker. The load is creates as fast as so many clients can; every event is handled in a commit of its own.
/// </summary>
internal sealed class EventFlow(Wrk wrk, Application kit, string work)
{
    private const string AppId = "meting";
    private const string Delay = "commonground_events_publish_delay_seconds";
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(10);
    private static readonly Dictionary<string, string> Listening = new() { ["Meting__Luistert"] = "ja" };

    public async Task<IReadOnlyList<Comparison>> RunAsync(string name, int clients)
    {
        await using var standIn = new StandIn(AppId);
        var sidecar = await standIn.StartAsync();
        var beside = await MeasureAsync(
            kit with { Environment = new Dictionary<string, string>(kit.Environment.Concat(Listening).Concat(standIn.SettingsOf(sidecar))) },
            clients,
            server => sidecar.AppListensOn(server.Address.Port));
        var embedded = await MeasureAsync(kit.WithOwnFile(work, name, Listening), clients, _ => { });
        return
        [
            new(name, "events/s", beside.PerSecond, embedded.PerSecond, ""),
            new($"{name}, delay of the relay, p50 at most", "ms", beside.P50, embedded.P50, ""),
            new($"{name}, delay of the relay, p99 at most", "ms", beside.P99, embedded.P99, ""),
        ];
    }

    private async Task<(double PerSecond, double P50, double P99)> MeasureAsync(Application application, int clients, Action<Server> started)
    {
        await using var server = await Server.StartAsync(application);
        started(server);
        await server.ReadyAsync();
        var (url, requests) = (new Uri(server.Address, kit.Collection), Requests.Of(kit, Application.Body));
        await wrk.RunAsync(url, requests, clients, Throughput.WarmUp);
        await AllHandledAsync(server);
        var before = await Scrape.OfAsync(server);
        var clock = Stopwatch.StartNew();
        await wrk.RunAsync(url, requests, clients, Time);
        var after = await AllHandledAsync(server);
        return (
            (Handled(after) - Handled(before)) / clock.Elapsed.TotalSeconds,
            after.Bound(Delay, before, 0.5) * 1e3,
            after.Bound(Delay, before, 0.99) * 1e3);
    }

    /// <summary>Waits until every create that was acknowledged has been handled as an event.</summary>
    private static async Task<Scrape> AllHandledAsync(Server server)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            var scrape = await Scrape.OfAsync(server);
            var created = scrape.Sum("http_server_request_duration_seconds_count", "http_response_status_code=\"201\"");
            if (Handled(scrape) >= created)
            {
                return scrape;
            }

            if (clock.Elapsed > TimeSpan.FromMinutes(2))
            {
                throw new InvalidOperationException($"Of {created} creates {Handled(scrape)} were handled as events after two minutes.");
            }
        }
    }

    private static double Handled(Scrape scrape) => scrape.Sum("commonground_events_received_total", "\"handled\"");
}
