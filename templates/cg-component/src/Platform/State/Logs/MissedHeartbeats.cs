namespace CommonGround.Platform.State.Logs;

/// <summary>How long logs have been without a heartbeat, as far as this replica saw it itself (commit-log 9).</summary>
internal sealed class MissedHeartbeats(StateOptions options, TimeProvider time)
{
    private Dictionary<string, long> _since = [];
    private long _looked;

    /// <summary>The store answered, and these logs have no heartbeat.</summary>
    /// <returns>Those that had none for 30 s, in which it answered every time.</returns>
    public IReadOnlyList<string> Note(IReadOnlyList<string> missing)
    {
        var now = time.GetTimestamp();
        // This replica slept, and perhaps so did all others: they may beat again in a moment.
        if (time.GetElapsedTime(_looked, now) > 2 * options.HeartbeatInterval)
        {
            _since.Clear();
        }

        _looked = now;
        _since = missing.ToDictionary(log => log, log => _since.GetValueOrDefault(log, now));
        return [.. missing.Where(log => time.GetElapsedTime(_since[log], now) >= options.HeartbeatLife)];
    }

    /// <summary>The store did not answer: who could not write a heartbeat is not gone.</summary>
    public void Forget() => _since.Clear();
}
