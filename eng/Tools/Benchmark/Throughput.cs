using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace CommonGround.Tools.Benchmark;

/// <summary>Drives both in turn (A B A B), after a warm-up that lets the compiler finish its work.</summary>
internal sealed class Throughput(Wrk wrk, Server component, Application kit, Server bare, Application plain)
{
    public static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(14);
    public static readonly TimeSpan Round = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(3);

    private readonly HashSet<bool> _warm = [];

    public async Task<IReadOnlyList<Measure>> RunAsync(string name, bool write, int clients, string aim)
    {
        var (first, second) = (await UrlAsync(component, kit, write), await UrlAsync(bare, plain, write));
        var (kitRequests, bareRequests) = (Requests.Of(kit, Body(write)), Requests.Of(plain, Body(write)));
        var warmUp = _warm.Add(write) ? WarmUp : Again;
        await wrk.RunAsync(first, kitRequests, clients, warmUp);
        await wrk.RunAsync(second, bareRequests, clients, warmUp);
        var (ours, theirs) = (new List<Load>(), new List<Load>());
        for (var round = 0; round < 4; round++)
        {
            ours.Add(await wrk.RunAsync(first, kitRequests, clients, Round));
            theirs.Add(await wrk.RunAsync(second, bareRequests, clients, Round));
        }

        return
        [
            new(name, "requests/s", Median(ours, load => load.PerSecond), Median(theirs, load => load.PerSecond), aim),
            new($"{name} p50", "ms", Median(ours, load => load.P50 / 1e3), Median(theirs, load => load.P50 / 1e3), ""),
            new($"{name} p99", "ms", Median(ours, load => load.P99 / 1e3), Median(theirs, load => load.P99 / 1e3), ""),
            new($"{name} memory", "MiB", component.Memory, bare.Memory, ""),
        ];
    }

    private static string? Body(bool write) => write ? Application.Body : null;

    private static double Median(List<Load> loads, Func<Load, double> value) => Measure.Median(loads.Select(value));

    /// <summary>Where to send the requests: the collection, or one resource in it that is made here.</summary>
    private static async Task<Uri> UrlAsync(Server server, Application application, bool write)
    {
        var collection = new Uri(server.Address, application.Collection);
        if (write)
        {
            return collection;
        }

        using var client = new HttpClient();
        using var content = new StringContent(Application.Body, Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, collection) { Content = content };
        request.Headers.Authorization = application.Token is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var created = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return new Uri($"{collection}/{created.GetProperty("id").GetString()}");
    }
}
