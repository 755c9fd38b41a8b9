namespace CommonGround.Tools.Benchmark;

/// <summary>The component against a copy of itself without logging, in turn; and how many lines it leaves.</summary>
internal sealed class LoggingThroughput(Wrk wrk, Application kit, Application unlogged, string work, Action<string> progress)
{
    public async Task RunAsync(IReadOnlyList<(string Name, bool Write, int Clients, string Aim)> wanted, Results results)
    {
        var (with, without) = (Own(kit, "logged"), Own(unlogged, "unlogged"));
        await using var component = await Server.StartAsync(with);
        await using var copy = await Server.StartAsync(without);
        await component.ReadyAsync();
        await copy.ReadyAsync();
        var throughput = new Throughput(wrk, component, with, copy, without);
        foreach (var (name, write, clients, aim) in wanted)
        {
            progress(name);
            var (before, none) = (await LeftAsync(component, with), await LeftAsync(copy, without));
            var measures = await throughput.RunAsync(name, write, clients, aim);
            var perRequest = PerRequest(name, before, await LeftAsync(component, with));
            CheckNone(name, none, await LeftAsync(copy, without));
            results.Logging.AddRange(measures.Select(m => new Comparison(m.Name, "without logging", m.Unit, m.Component, m.Bare, m.Aim)));
            results.Counts.Add(new Count($"{name}, lines", "lines/s", measures[0].Component * perRequest, ""));
            results.Counts.Add(new Count($"{name}, lines per request", "lines/request", perRequest, ""));
        }
    }

    private Application Own(Application application, string name) => application.WithOwnFile(work, $"throughput-{name}", new Dictionary<string, string>());

    private static double PerRequest(string name, (long Lines, double Requests) before, (long Lines, double Requests) after)
    {
        var (lines, requests) = (after.Lines - before.Lines, after.Requests - before.Requests);
        return lines >= requests
            ? lines / requests
            : throw new InvalidOperationException($"{name}: {requests} requests left {lines} lines in the component's store, and each leaves at least one.");
    }

    private static void CheckNone(string name, (long Lines, double Requests) before, (long Lines, double Requests) after)
    {
        if (after.Lines != before.Lines)
        {
            throw new InvalidOperationException(
                $"{name}: {after.Requests - before.Requests} requests left {after.Lines - before.Lines} lines in the store of the copy without logging. Something logs " +
                $"that {nameof(UnloggedComponent)} does not take out: there is nothing to compare with.");
        }
    }

    private static async Task<(long Lines, double Requests)> LeftAsync(Server server, Application application) =>
        (await new StoredLines(application).InEntriesAsync(), (await Scrape.OfAsync(server)).Sum("http_server_request_duration_seconds_count", "http_response_status_code=\"20"));
}
