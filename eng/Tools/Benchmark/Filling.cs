namespace CommonGround.Tools.Benchmark;

/// <summary>Makes and deletes many resources through the API, as callers do.</summary>
internal sealed class Filling(Wrk wrk, string work)
{
    public const int Clients = 64;

    // Fewer than wrk makes in its shortest run are made one by one.
    private const int ByTime = 10_000;
    private const double LongestSeconds = 20;

    /// <summary>Creates until there are about so many, and waits until the index has them.</summary>
    public async Task FillAsync(Filled filled, int resources)
    {
        var (server, kit) = (filled.Server, filled.Application);
        var url = new Uri(server.Address, kit.Collection);
        if (resources < ByTime)
        {
            var api = new Api(server, kit);
            await Parallel.ForAsync(0, resources, async (_, _) => await api.CreateAsync());
        }
        else
        {
            await UntilAsync(
                server, "201", resources, (_, time) => wrk.TryRunAsync(url, Requests.Of(kit, Application.Body), Clients, time));
        }

        filled.Newest = Guid.CreateVersion7();
        await StoreUse.CaughtUpAsync(server);
    }

    /// <summary>Deletes the oldest four in five, and of the others each second one: nine in ten.</summary>
    public async Task DeleteMostAsync(Filled filled)
    {
        var (server, kit) = (filled.Server, filled.Application);
        var ids = await new Api(server, kit).IdsAsync();
        var kept = ids.Count * 4 / 5;
        var gone = ids.Where((_, i) => i < kept || i % 2 == 0).ToList();
        var paths = Path.Combine(work, "paths.txt");
        await File.WriteAllLinesAsync(paths, gone.Select(id => $"{kit.Collection}/{id}"));
        var requests = Requests.Of(kit, null) with { Method = "DELETE", Paths = paths };
        await UntilAsync(
            server, "204", gone.Count,
            (done, time) => wrk.TryRunAsync(server.Address, requests with { FirstPath = done }, Clients, time));
        await StoreUse.CaughtUpAsync(server);
    }

    /// <summary>Sends requests until so many more were answered with a status.</summary>
    /// <param name="server">To whom.</param>
    /// <param name="status">The status that counts.</param>
    /// <param name="count">How many.</param>
    /// <param name="run">Sends them for a time; it gets how many were answered so far.</param>
    /// <remarks>wrk counts time and not requests, so it runs for as long as the rest will take.</remarks>
    /// <exception cref="InvalidOperationException">A run got none.</exception>
    public static async Task UntilAsync(Server server, string status, int count, Func<long, TimeSpan, Task<Load>> run)
    {
        var before = await AnswersAsync(server, status);
        // The requests in flight at the end of a run are cut off, and some paths with them.
        for (double done = 0, seconds = 1; done < count - Clients;)
        {
            var load = await run((long)done, TimeSpan.FromSeconds(seconds));
            var now = await AnswersAsync(server, status) - before;
            if (now == done)
            {
                throw new InvalidOperationException($"Of {load.Requests} requests none was answered with {status}.");
            }

            var left = (count - now) * seconds / (now - done);
            (done, seconds) = (now, Math.Clamp(Math.Round(left), 1, LongestSeconds));
        }
    }

    private static async Task<double> AnswersAsync(Server server, string status) =>
        (await Scrape.OfAsync(server)).Sum("http_server_request_duration_seconds_count", $"http_response_status_code=\"{status}\"");
}
