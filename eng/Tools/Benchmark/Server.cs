using System.Diagnostics;
using System.Globalization;

namespace CommonGround.Tools.Benchmark;

/// <summary>A web application as a process of its own, from its published folder.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly Process _process;

    private Server(Process process, Uri address, Uri management, TimeSpan toFirstAnswer)
    {
        _process = process;
        Address = address;
        Management = management;
        ToFirstAnswer = toFirstAnswer;
    }

    public Uri Address { get; }

    /// <summary>Where a component answers <c>/metrics</c>.</summary>
    public Uri Management { get; }

    public HttpClient Http { get; } = new();

    /// <summary>From the start of the process to the first 200.</summary>
    public TimeSpan ToFirstAnswer { get; }

    /// <summary>The resident memory now, in MiB.</summary>
    public double Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    public static async Task<Server> StartAsync(Application application)
    {
        var address = new Uri($"http://127.0.0.1:{application.Port ?? Ports.Free()}");
        var management = new Uri($"http://127.0.0.1:{Ports.Free()}");
        var start = new ProcessStartInfo("dotnet", [application.Assembly])
        {
            WorkingDirectory = Path.GetDirectoryName(application.Assembly),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in application.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["Management__Port"] = management.Port.ToString(CultureInfo.InvariantCulture);
        var clock = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        using var client = new HttpClient { BaseAddress = address };
        while (!await AnswersAsync(client, application.FirstPath))
        {
            if (process.HasExited || clock.Elapsed > TimeSpan.FromSeconds(60))
            {
                var ended = process.HasExited;
                process.Kill();
                var printed = await errors;
                process.Dispose();
                throw new InvalidOperationException($"{application.Name} {(ended ? "ended at its start" : "did not answer within a minute")}.\n{printed}");
            }

            await Task.Delay(2);
        }

        return new Server(process, address, management, clock.Elapsed);
    }

    /// <summary>Waits until it says that it is ready.</summary>
    public async Task ReadyAsync()
    {
        for (var clock = Stopwatch.StartNew(); ;)
        {
            using var answer = await Http.GetAsync(new Uri(Management, "/health/ready"));
            if (answer.IsSuccessStatusCode)
            {
                return;
            }

            if (clock.Elapsed > TimeSpan.FromSeconds(60))
            {
                throw new InvalidOperationException($"{Address} is not ready after a minute: {await answer.Content.ReadAsStringAsync()}");
            }

            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpClient client, string path)
    {
        try
        {
            using var answer = await client.GetAsync(path);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
