namespace CommonGround.Sidecar;

/// <summary>A retry of a Resiliency resource, exponential where <paramref name="LongestPause"/> is longer than <paramref name="Pause"/>.</summary>
/// <param name="Retries">How many tries follow the first.</param>
/// <param name="Pause">Before the second try.</param>
/// <param name="LongestPause">No pause is longer.</param>
/// <param name="Timeout">How long one try may take; <see langword="null"/> for no limit.</param>
/// <param name="Matching">Which statuses are tried again; <see langword="null"/> for all from 400 on, as Dapr does.</param>
public sealed record RetryPolicy(
    int Retries, TimeSpan Pause, TimeSpan LongestPause, TimeSpan? Timeout = null, IReadOnlySet<int>? Matching = null)
{
    /// <param name="number">1 for the pause after the first try.</param>
    internal TimeSpan PauseAfter(int number) =>
        TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, Pause.Ticks << Math.Min(number - 1, 20)));

    internal bool TriesAgain(int status) => status >= 400 && (Matching is null || Matching.Contains(status));
}
