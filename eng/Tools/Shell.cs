using System.Diagnostics;

namespace CommonGround.Tools;

/// <summary>Runs a command to its end.</summary>
internal static class Shell
{
    /// <inheritdoc cref="RunWithAsync"/>
    public static Task<string> RunAsync(string folder, string command, params string[] arguments) =>
        RunWithAsync(new Dictionary<string, string>(), folder, command, arguments);

    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public static async Task<string> RunWithAsync(
        IReadOnlyDictionary<string, string> environment, string folder, string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{command} {string.Join(' ', arguments)} ended with {process.ExitCode}.\n{await output}\n{await error}");
    }
}
