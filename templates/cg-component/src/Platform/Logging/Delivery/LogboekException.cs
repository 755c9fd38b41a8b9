namespace CommonGround.Platform.Logging.Delivery;

/// <summary>A Logboek did not acknowledge lines, so that they count as not written (LDV-11). The message holds no header and no line.</summary>
internal sealed class LogboekException : Exception
{
    public LogboekException()
    {
    }

    public LogboekException(string message)
        : base(message)
    {
    }

    public LogboekException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>How long it asks to be left alone, where it does.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
