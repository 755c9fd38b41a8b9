using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CommonGround.Tools.Quickstart;

/// <summary>The generated component as a process of its own, which ends when this one is asked to.</summary>
internal sealed class Component : IDisposable
{
    private readonly Process _process;
    private readonly int _managementPort;
    private readonly PosixSignalRegistration[] _signals;

    public Component(string folder, string name, int port, DevelopmentToken token)
    {
        _managementPort = port + 1;
        var content = Path.Combine(folder, "src", "Component");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(content, "bin", "Debug", "net10.0", $"{name}.dll")])
        {
            WorkingDirectory = content,
        };
        foreach (var (key, value) in token.Settings)
        {
            start.Environment[key] = value;
        }

        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = $"http://localhost:{port}";
        start.Environment["Management__Port"] = _managementPort.ToString(CultureInfo.InvariantCulture);

        // Ctrl-C reaches the component too, but a signal that was sent to this process only does not.
        _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, Stop))];
        _process = Process.Start(start)!;
    }

    public async Task WaitUntilReadyAsync()
    {
        using var client = new HttpClient();
        while (!await IsReadyAsync(client))
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException("The component did not start: its own message stands above.");
            }

            await Task.Delay(100);
        }
    }

    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        Array.ForEach(_signals, signal => signal.Dispose());
        _process.Dispose();
    }

    private async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://localhost:{_managementPort}/health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Asks the component to stop and lets <see cref="WaitForExitAsync"/> wait for it.</summary>
    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (!OperatingSystem.IsWindows() && !_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        }
    }
}
