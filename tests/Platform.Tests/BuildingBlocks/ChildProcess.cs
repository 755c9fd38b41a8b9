using System.Diagnostics;

namespace CommonGround.Platform.Tests.BuildingBlocks;

/// <summary>This test program, started as a process of its own in one of the modes of <see cref="TestProgram"/>.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static ChildProcess Start(string mode, params string[] arguments) => Run([typeof(TestProgram).Assembly.Location, mode, .. arguments]);

    /// <summary>The component of the template, which is built beside these tests.</summary>
    public static ChildProcess StartComponent(params string[] settings) => Run([typeof(Program).Assembly.Location, .. settings]);

    private static ChildProcess Run(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("DAPR_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        return new(Process.Start(start)!);
    }

    public async Task<string?> LineAsync() => await _process.StandardOutput.ReadLineAsync(Cancellation);

    public void Kill() => _process.Kill();

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code, and what was printed and not read before.</returns>
    public async Task<(int Code, string Output, string Error)> EndAsync()
    {
        var (output, error) = (_process.StandardOutput.ReadToEndAsync(Cancellation), _process.StandardError.ReadToEndAsync(Cancellation));
        await _process.WaitForExitAsync(Cancellation);
        return (_process.ExitCode, await output, await error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
