using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CommonGround.Pack.Tests.Infra;

/// <summary>The quickstart as a user runs it in a terminal: a process group of its own, which Ctrl-C reaches as a whole.</summary>
internal sealed class Quickstart : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Quickstart(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"The quickstart ended:\n{Output}"));
    }

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

    /// <summary>Runs the command in <paramref name="repository"/> until it says how to stop it.</summary>
    /// <param name="repository">The folder of the kit.</param>
    /// <param name="command">As README has it.</param>
    /// <param name="data">A folder in the place of the user's data folder.</param>
    public static async Task<Quickstart> RunAsync(string repository, string command, string data)
    {
        string[] words = [.. command.Split(' '), "--", "--port", FreePort().ToString(CultureInfo.InvariantCulture)];

        // A shell starts what it puts in the background deaf to Ctrl-C, and so are all who come after it.
        var start = Command.Start(repository, "env", ["--default-signal=INT", "setsid", .. words]);

        // `dotnet run` of a file builds it in the user's data folder, which is not ours to fill.
        start.Environment["XDG_DATA_HOME"] = data;
        var quickstart = new Quickstart(start);
        quickstart._process.Start();
        quickstart._process.StandardInput.Close();
        quickstart._process.BeginOutputReadLine();
        quickstart._process.BeginErrorReadLine();
        try
        {
            await quickstart._ready.Task.WaitAsync(TestContext.Current.CancellationToken);
            return quickstart;
        }
        catch
        {
            await quickstart.DisposeAsync();
            throw;
        }
    }

    /// <returns>The exit code.</returns>
    public async Task<int> PressCtrlCAsync()
    {
        await SignalAsync("-INT");
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await SignalAsync("-KILL");
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private Task<CommandResult> SignalAsync(string signal) => Command.RunAsync(Path.GetTempPath(), "kill", signal, "--", $"-{_process.Id}");

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

        if (line.StartsWith("Ctrl-C stops it", StringComparison.Ordinal))
        {
            _ready.TrySetResult();
        }
    }

    /// <summary>A port that is free, and so is the next one, which health and metrics take.</summary>
    private static int FreePort()
    {
        while (true)
        {
            using var first = new TcpListener(IPAddress.Loopback, 0);
            first.Start();
            var port = ((IPEndPoint)first.LocalEndpoint).Port;
            try
            {
                using var second = new TcpListener(IPAddress.Loopback, port + 1);
                second.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another pair.
            }
        }
    }
}
