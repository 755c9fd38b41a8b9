namespace CommonGround.Platform.BuildingBlocks;

/// <summary>The secret store did not answer, or refused. The message names store and secret, never a value.</summary>
public sealed class SecretStoreException : Exception
{
    public SecretStoreException()
    {
    }

    public SecretStoreException(string message)
        : base(message)
    {
    }

    public SecretStoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
