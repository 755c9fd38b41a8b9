using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CommonGround.Tools.Benchmark;

/// <summary>The command with which a user verifies the logs of a store, from the start of its process to its end.</summary>
internal static partial class LogVerification
{
    /// <param name="application">The component, which need not run.</param>
    /// <param name="lines">How many lines it must find at least.</param>
    /// <exception cref="InvalidOperationException">It ended with a fault, or found fewer.</exception>
    public static async Task<TimeSpan> TimeAsync(Application application, long lines)
    {
        var clock = Stopwatch.StartNew();
        var printed = await Shell.RunWithAsync(
            application.Environment, Path.GetDirectoryName(application.Assembly)!, "dotnet", application.Assembly, "verify-log");
        var time = clock.Elapsed;
        return Lines().Match(printed) is { Success: true } match && long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) >= lines
            ? time
            : throw new InvalidOperationException($"verify-log did not find the {lines} lines that the store has:\n{printed}");
    }

    [GeneratedRegex("lines ([0-9]+)")]
    private static partial Regex Lines();
}
