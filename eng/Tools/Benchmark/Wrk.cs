using System.Globalization;
using System.Text.Json;

namespace CommonGround.Tools.Benchmark;

/// <summary>wrk, the load tool: one thread, since it shares the cores with the server.</summary>
internal sealed class Wrk(string work)
{
    private const string Done = """
        done = function(summary, latency, requests)
          local errors = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
          print(string.format('RESULT {"requests":%d,"microseconds":%d,"p50":%d,"p99":%d,"errors":%d}',
            summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), errors))
        end
        """;

    public static async Task CheckAsync()
    {
        try
        {
            await Shell.RunAsync(".", "which", "wrk");
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException("wrk is missing. Install it (Debian, Ubuntu: apt-get install wrk; macOS: brew install wrk) and try again.");
        }
    }

    /// <exception cref="InvalidOperationException">A request failed.</exception>
    public async Task<Load> RunAsync(Uri url, Requests requests, int clients, TimeSpan time)
    {
        var load = await TryRunAsync(url, requests, clients, time);
        return load.Errors == 0
            ? load
            : throw new InvalidOperationException($"{load.Errors} of {load.Requests} requests to {url} failed: nothing can be compared.");
    }

    /// <summary>For work that goes on where a request failed.</summary>
    public async Task<Load> TryRunAsync(Uri url, Requests requests, int clients, TimeSpan time)
    {
        var script = Path.Combine(work, "load.lua");
        await File.WriteAllTextAsync(script, string.Join('\n', requests.ToScript().Append(Done)));
        var seconds = ((int)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var output = await Shell.RunAsync(
            work, "wrk", "-t1", $"-c{clients}", $"-d{seconds}s", "--timeout", "10s", "--latency", "-s", script, url.ToString());
        var result = output.Split('\n').Single(line => line.StartsWith("RESULT ", StringComparison.Ordinal))["RESULT ".Length..];
        return JsonSerializer.Deserialize<Load>(result, JsonSerializerOptions.Web)!;
    }
}
