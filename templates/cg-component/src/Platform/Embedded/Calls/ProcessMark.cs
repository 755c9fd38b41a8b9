using System.Diagnostics;
using System.Globalization;

namespace CommonGround.Platform.Embedded.Calls;

/// <summary>When a process started, to tell it from a later one that got its number.</summary>
internal static class ProcessMark
{
    // The third field of /proc/[pid]/stat, and the 22nd (proc_pid_stat(5)), counted from after the name.
    private const int State = 0;
    private const int StartTime = 19;

    public static string Own { get; } = Of(Environment.ProcessId) ?? throw new InvalidOperationException("This process has no number.");

    /// <returns>The same text for as long as the process runs; <see langword="null"/> where it does not.</returns>
    public static string? Of(int process) => OperatingSystem.IsLinux() ? FromProc(process) : FromClock(process);

    /// <summary>Ticks since boot: .NET's own start time moves with the clock of the machine.</summary>
    private static string? FromProc(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[State] is "Z" or "X" ? null : fields[StartTime];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? FromClock(int process)
    {
        try
        {
            using var running = Process.GetProcessById(process);
            return running.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
