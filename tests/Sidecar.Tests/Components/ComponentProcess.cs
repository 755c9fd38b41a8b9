using System.Diagnostics;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using CommonGround.Tools;

namespace CommonGround.Sidecar.Tests.Components;

/// <summary>
/// The component of the template as a process of its own. It is the one that was built with these tests, or the one that <c>CG_COMPONENT</c>
/// names: a published executable, or an assembly that <c>dotnet</c> runs.
/// </summary>
internal sealed partial class ComponentProcess : IAsyncDisposable
{
    private static readonly DevelopmentToken s_token = new("http://localhost:1337");

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Uri> _management = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ComponentProcess(Process process)
    {
        _process = process;
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

    /// <param name="settings">As environment variables. All that begin with <c>DAPR_</c> come from here alone.</param>
    public static ComponentProcess Start(params (string Name, string Value)[] settings)
    {
        var path = Environment.GetEnvironmentVariable("CG_COMPONENT") is { Length: > 0 } given ? given : Built();
        var start = path.EndsWith(".dll", StringComparison.Ordinal) ? new ProcessStartInfo("dotnet", [path]) : new ProcessStartInfo(path);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        start.WorkingDirectory = Path.GetDirectoryName(path)!;
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("DAPR_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        (string Name, string Value)[] common =
        [
            ("ASPNETCORE_ENVIRONMENT", "Development"), ("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("Management__Port", "0"), ("Limits__RequestsPerSecond", "0"),
            .. s_token.Settings.Select(setting => (setting.Key, setting.Value)),
        ];
        foreach (var (name, value) in common.Concat(settings))
        {
            start.Environment[name] = value;
        }

        var component = new ComponentProcess(new Process { StartInfo = start });
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
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", s_token.Text());
        return new AanvragenClient(http);
    }

    /// <returns>The status of a path of the management port.</returns>
    public async Task<int> HealthAsync(string path)
    {
        using var http = new HttpClient { BaseAddress = await _management.Task.WaitAsync(Cancellation) };
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        return (int)answer.StatusCode;
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

    private static string Built() => typeof(ComponentProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "Component").Value!;

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
