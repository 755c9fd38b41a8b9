namespace CommonGround.Platform.Start;

/// <summary>
/// The component cannot start as it is configured. The message says what is wrong, where, and what to do; it is printed as it is,
/// without a stack trace, so it names no secret.
/// </summary>
public sealed class StartupRefusedException : Exception
{
    public StartupRefusedException()
    {
    }

    public StartupRefusedException(string message)
        : base(message)
    {
    }

    public StartupRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
