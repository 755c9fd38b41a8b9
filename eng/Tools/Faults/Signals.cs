using System.Diagnostics;
using System.Globalization;

namespace CommonGround.Tools.Faults;

/// <summary>Signals by name: their numbers differ between one Unix and the next.</summary>
internal static class Signals
{
    public static Task SendAsync(Process process, string signal) =>
        Shell.RunAsync(".", "kill", $"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture));
}
