namespace CommonGround.Platform.State;

/// <summary>Nothing was done: too many changes are waiting (commit-log 2).</summary>
public sealed class StateBusyException : Exception
{
    public StateBusyException()
    {
    }

    public StateBusyException(string message)
        : base(message)
    {
    }

    public StateBusyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>After how long to try again.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);
}
