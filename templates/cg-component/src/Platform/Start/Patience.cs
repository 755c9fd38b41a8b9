namespace CommonGround.Platform.Start;

/// <summary>
/// Holds back for 10 seconds what the log would be told of something that is missing: at a start beside a sidecar everything is for a moment,
/// and then it is no news. For one loop, which says each time how it is.
/// </summary>
internal sealed class Patience(TimeProvider time)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private long? _since;

    /// <param name="missing">What is missing now, whatever it was before.</param>
    /// <returns>Whether to tell it: something was missing for so long without a break, and this was not told meanwhile.</returns>
    public bool IsOver(string missing)
    {
        _since ??= time.GetTimestamp();
        return time.GetElapsedTime(_since.Value) >= s_limit && _told.Add(missing);
    }

    /// <summary>Nothing is missing any more.</summary>
    /// <returns>Whether something was told, so that its end is news.</returns>
    public bool End()
    {
        var wasTold = _told.Count > 0;
        _told.Clear();
        _since = null;
        return wasTold;
    }
}
