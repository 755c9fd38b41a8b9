namespace CommonGround.Platform.BuildingBlocks;

/// <summary>
/// The state store did not answer, or answered with an error. Its message is for the log only: a store's own text may name
/// users, databases and hosts.
/// </summary>
public sealed class StateStoreException : Exception
{
    public StateStoreException()
    {
    }

    public StateStoreException(string message)
        : base(message)
    {
    }

    public StateStoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
