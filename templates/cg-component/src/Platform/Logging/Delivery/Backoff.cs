namespace CommonGround.Platform.Logging.Delivery;

/// <summary>
/// When a Logboek that does not acknowledge is called again: after a pause that doubles with each failure, with jitter, so that not all
/// replicas come at once (OTLP 1.x), or after the one that it asked for.
/// </summary>
internal sealed class Backoff(LogboekOptions options, TimeProvider time)
{
    // A Logboek that asks for more has made a mistake.
    private static readonly TimeSpan s_longestAsked = TimeSpan.FromHours(1);

    // After so long its caller has other things to look at, such as how much waits.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private int _failures;
    private long _failedAt;
    private TimeSpan _pause;
    private bool _stops;

    private TimeSpan Left => _pause - time.GetElapsedTime(_failedAt);

    /// <summary>Waits until it may be called, for 10 seconds at most.</summary>
    /// <returns>Whether it may be called now.</returns>
    public async Task<bool> TryEndAsync(CancellationToken cancellationToken)
    {
        if (_failures == 0 || Left is not { Ticks: > 0 } left)
        {
            return true;
        }

        // What is cancelled in a pause is about to stop, and does not wait once more.
        if (_stops)
        {
            return false;
        }

        try
        {
            await Task.Delay(left < s_patience ? left : s_patience, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _stops = true;
            throw;
        }

        return Left <= TimeSpan.Zero;
    }

    public void Succeeded() => (_failures, _pause) = (0, TimeSpan.Zero);

    /// <param name="asked">How long the Logboek asked to be left alone, where it did.</param>
    public void Failed(TimeSpan? asked)
    {
        _failures++;
        _failedAt = time.GetTimestamp();
        _pause = asked is { Ticks: > 0 } given
            ? (given < s_longestAsked ? given : s_longestAsked)
            : PauseAfter(_failures) * (1 - (Random.Shared.NextDouble() / 2));
    }

    /// <summary>When a line that was refused for itself goes again, by <see cref="TimeProvider.GetTimestamp"/>.</summary>
    /// <param name="refusals">How often it was refused until now, this time included.</param>
    public long DueAfter(int refusals) => time.GetTimestamp() + (long)(PauseAfter(refusals).TotalSeconds * time.TimestampFrequency);

    private TimeSpan PauseAfter(int failures)
    {
        var pause = options.FirstPause;
        for (var i = 1; i < failures && pause < options.LongestPause; i++)
        {
            pause *= 2;
        }

        return pause < options.LongestPause ? pause : options.LongestPause;
    }
}
