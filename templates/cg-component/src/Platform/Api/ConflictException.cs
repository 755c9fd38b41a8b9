namespace CommonGround.Platform.Api;

/// <summary>
/// A rule of the domain refuses the change in the state that the resource is in: 409. The message is the problem's <c>detail</c>:
/// Dutch, for the caller, without personal data.
/// </summary>
public sealed class ConflictException : Exception
{
    public ConflictException()
    {
    }

    public ConflictException(string message)
        : base(message)
    {
    }

    public ConflictException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
