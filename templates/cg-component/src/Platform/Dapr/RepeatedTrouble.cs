namespace CommonGround.Platform.Dapr;

/// <summary>Tells the log of the same trouble once in a while only: a store that is down may fail a thousand times a second.</summary>
internal sealed class RepeatedTrouble(TimeProvider time)
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private string? _last;
    private long _told;

    /// <returns>Whether it is to be told: it is not what was told last, or that is a while ago.</returns>
    public bool IsNews(string trouble)
    {
        lock (_lock)
        {
            if (trouble == _last && time.GetElapsedTime(_told) < s_quiet)
            {
                return false;
            }

            (_last, _told) = (trouble, time.GetTimestamp());
            return true;
        }
    }
}
