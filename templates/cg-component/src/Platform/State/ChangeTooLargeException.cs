namespace CommonGround.Platform.State;

/// <summary>Nothing was done: the change does not fit in one entry of the commit log (commit-log 5).</summary>
public sealed class ChangeTooLargeException : Exception
{
    public ChangeTooLargeException()
    {
    }

    public ChangeTooLargeException(string message)
        : base(message)
    {
    }

    public ChangeTooLargeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
