namespace CommonGround.Platform.BuildingBlocks;

/// <summary>A secret that the component needs is absent or empty. The message names store and secret, never a value.</summary>
public sealed class SecretMissingException : Exception
{
    public SecretMissingException()
    {
    }

    public SecretMissingException(string message)
        : base(message)
    {
    }

    public SecretMissingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
