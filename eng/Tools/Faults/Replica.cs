using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace CommonGround.Tools.Faults;

/// <summary>One process of the component, which is ended and started again on the same port.</summary>
internal sealed class Replica(int number, Component component, IGround ground, string work, HttpClient http) : IDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private readonly int _port = Ports.Free();
    private readonly int _managementPort = Ports.Free();
    private Process? _process;

    public int Number => number;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    /// <summary>Whether it is meant to answer now. Clients are not told.</summary>
    public bool Running { get; private set; }

    /// <summary>Where its output is, over all its lives.</summary>
    public string LogFile { get; } = Path.Combine(work, $"replica-{number}.log");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // The shell becomes the component, so the process that is signalled is the component.
        var start = new ProcessStartInfo("sh", ["-c", """exec dotnet "$0" >> "$1" 2>&1 < /dev/null""", component.Assembly, LogFile])
        {
            WorkingDirectory = Path.GetDirectoryName(component.Assembly),
        };
        AddSettings(start);
        _process?.Dispose();
        _process = Process.Start(start)!;
        await WaitUntilReadyAsync(cancellationToken);
        Running = true;
    }

    /// <summary>Waits until it listens, whether it is ready or not.</summary>
    public async Task ListensAsync(CancellationToken cancellationToken)
    {
        for (var listens = false; !listens; await Task.Delay(20, cancellationToken))
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync("127.0.0.1", _port, cancellationToken);
                listens = true;
            }
            catch (SocketException)
            {
                // Not yet.
            }
        }
    }

    /// <summary>It gets no chance to finish anything. A paused one can be killed too.</summary>
    public Task KillAsync() => EndAsync("KILL");

    public Task StopAsync() => EndAsync("TERM");

    public async Task PauseAsync()
    {
        Running = false;
        await Signals.SendAsync(_process!, "STOP");
    }

    public async Task ResumeAsync()
    {
        await Signals.SendAsync(_process!, "CONT");
        Running = true;
    }

    /// <summary>Runs a command of the component beside it, as an operator does.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> CommandAsync(params string[] arguments) => (await CommandAsync(new Dictionary<string, string>(), arguments)).Printed;

    /// <summary>Runs a command of the component with settings that are others than the replica's.</summary>
    /// <returns>Its exit code, 0 or 1, and what it printed; where that is nothing, what it said on standard error.</returns>
    /// <exception cref="InvalidOperationException">Another exit code.</exception>
    public async Task<(int Code, string Printed)> CommandAsync(IReadOnlyDictionary<string, string> settings, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [component.Assembly, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(component.Assembly),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        AddSettings(start);
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (settings.Count == 0)
        {
            await File.AppendAllTextAsync(LogFile, await errors);
        }

        return process.ExitCode is 0 or 1
            ? (process.ExitCode, printed.Length > 0 ? printed : await errors)
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await errors}");
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
    }

    private void AddSettings(ProcessStartInfo start)
    {
        foreach (var (name, value) in component.Settings.Concat(ground.SettingsOf(number, _port)))
        {
            start.Environment[name] = value;
        }

        start.Environment["ASPNETCORE_URLS"] = Address.ToString();
        start.Environment["Management__Port"] = _managementPort.ToString(CultureInfo.InvariantCulture);
    }

    private async Task EndAsync(string signal)
    {
        Running = false;
        await Signals.SendAsync(_process!, signal);
        await _process!.WaitForExitAsync();
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var ready = new Uri($"http://127.0.0.1:{_managementPort}/health/ready");
        for (var clock = Stopwatch.StartNew(); !await IsReadyAsync(ready, cancellationToken);)
        {
            if (_process!.HasExited || clock.Elapsed > LongestStart)
            {
                throw new InvalidOperationException($"Replica {number} did not start:\n{string.Join('\n', File.ReadLines(LogFile).TakeLast(20))}");
            }

            await Task.Delay(20, cancellationToken);
        }
    }

    private async Task<bool> IsReadyAsync(Uri ready, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(ready, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
