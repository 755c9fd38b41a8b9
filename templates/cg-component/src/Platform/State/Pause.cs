namespace CommonGround.Platform.State;

/// <summary>The pause before something is tried again: none, 20 ms, and double that each time up to a second.</summary>
internal static class Pause
{
    private const int LongestShift = 6;

    /// <param name="time">Whose time.</param>
    /// <param name="failures">How often it failed in a row; 0 or 1 means now.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public static Task BeforeAsync(TimeProvider time, int failures, CancellationToken cancellationToken) =>
        failures < 2
            ? Task.CompletedTask
            : Task.Delay(TimeSpan.FromMilliseconds(Math.Min(1000, 20 << Math.Min(failures - 2, LongestShift))), time, cancellationToken);
}
