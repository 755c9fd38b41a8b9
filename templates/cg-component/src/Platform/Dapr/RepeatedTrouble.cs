namespace CommonGround.Platform.Dapr;

/// <summary>Tells the log of the same trouble once in a while only: a store that is down may fail a thousand times a second.</summary>
/// <param name="time">Whose time.</param>
/// <param name="quiet">How long a trouble that was told is not told again; 10 seconds where nothing is said.</param>
internal sealed class RepeatedTrouble(TimeProvider time, TimeSpan? quiet = null)
{
    private readonly TimeSpan _quiet = quiet ?? TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _told = new(StringComparer.Ordinal);

    /// <param name="trouble">What is wrong, in words that are few: each is remembered for as long as it is not told again.</param>
    /// <returns>Whether it is to be told: it was not told yet, or that is a while ago.</returns>
    public bool IsNews(string trouble)
    {
        lock (_lock)
        {
            foreach (var (old, _) in _told.Where(one => time.GetElapsedTime(one.Value) >= _quiet).ToList())
            {
                _told.Remove(old);
            }

            return _told.TryAdd(trouble, time.GetTimestamp());
        }
    }
}
