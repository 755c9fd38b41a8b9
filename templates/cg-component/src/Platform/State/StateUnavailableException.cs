namespace CommonGround.Platform.State;

/// <summary>Nothing was done: the state store does not answer, or a key that is needed is not at hand.</summary>
public sealed class StateUnavailableException : Exception
{
    public StateUnavailableException()
    {
    }

    public StateUnavailableException(string message)
        : base(message)
    {
    }

    public StateUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
