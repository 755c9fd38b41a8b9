using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace CommonGround.Sidecar.Tests.Components;

/// <summary>The component of the template as a process of its own.</summary>
internal sealed partial class ComponentProcess : IAsyncDisposable
{
    private static readonly (string Name, string Value)[] s_common =
    [
        ("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("Management__Port", "0"), ("Management__Address", "127.0.0.1"), ("Limits__RequestsPerSecond", "0"),
    ];

    private readonly ComponentRun _run;
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Uri> _management = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ComponentProcess(ComponentRun run, Process process)
    {
        (_run, _process) = (run, process);
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
    }

    /// <summary>What it printed.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="run">What to run.</param>
    /// <param name="arguments">Those of the process; without any it serves.</param>
    public static ComponentProcess Start(ComponentRun run, params string[] arguments)
    {
        var start = run.Path.EndsWith(".dll", StringComparison.Ordinal)
            ? new ProcessStartInfo("dotnet", [run.Path, .. arguments])
            : new ProcessStartInfo(run.Path, arguments);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        start.WorkingDirectory = Path.GetDirectoryName(run.Path)!;
        foreach (var name in start.Environment.Keys.Where(name => name == "APP_API_TOKEN" || name.StartsWith("DAPR_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in s_common.Concat(run.Settings))
        {
            start.Environment[name] = value;
        }

        var component = new ComponentProcess(run, new Process { StartInfo = start });
        component._process.Start();
        component._process.BeginOutputReadLine();
        component._process.BeginErrorReadLine();
        return component;
    }

    /// <summary>Waits until it listens.</summary>
    public async Task<int> PortAsync() => (await _address.Task.WaitAsync(Cancellation)).Port;

    /// <summary>Its API, with a token that may do everything.</summary>
    public async Task<AanvragenClient> ClientAsync()
    {
        var http = new HttpClient { BaseAddress = await _address.Task.WaitAsync(Cancellation), Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _run.Token());
        return new AanvragenClient(http);
    }

    /// <returns>The status of a path of the management port.</returns>
    public async Task<int> HealthAsync(string path)
    {
        using var http = new HttpClient { BaseAddress = await _management.Task.WaitAsync(Cancellation) };
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        return (int)answer.StatusCode;
    }

    /// <returns>A counter or gauge as <c>/metrics</c> has it, all its attributes added up.</returns>
    public async Task<double> MetricAsync(string name)
    {
        using var http = new HttpClient { BaseAddress = await _management.Task.WaitAsync(Cancellation) };
        var lines = (await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation)).Split('\n');
        return lines.Where(line => line.StartsWith(name, StringComparison.Ordinal) && line[name.Length] is ' ' or '{')
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    public async Task UntilReadyAsync()
    {
        for (var look = 0; await HealthAsync("/health/ready") != 200; look++)
        {
            Assert.True(look < 600 && !_process.HasExited, $"It did not become ready:\n{Output}");
            await Task.Delay(50, Cancellation);
        }
    }

    /// <summary>Ends it with SIGKILL: it gets no chance to finish anything.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    /// <returns>The exit code, once it ended by itself.</returns>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(Cancellation);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.Append(line).Append('\n');
        }

        if (Listening().Match(line) is { Success: true } listening)
        {
            _address.TrySetResult(new Uri(listening.Groups[1].Value));
        }

        if (Health().Match(line) is { Success: true } health)
        {
            _management.TrySetResult(new Uri(health.Groups[1].Value));
        }
    }

    [GeneratedRegex(@"Now listening on: (http://127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();

    [GeneratedRegex(@"Health and metrics on (http://127\.0\.0\.1:\d+)")]
    private static partial Regex Health();
}
