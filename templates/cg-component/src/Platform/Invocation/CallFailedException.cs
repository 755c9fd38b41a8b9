namespace CommonGround.Platform.Invocation;

/// <summary>
/// A call got no answer: none came in time, or the breaker is open because too many calls before it failed. Whatever the callee answered,
/// a 500 included, is an answer and no exception.
/// </summary>
public sealed class CallFailedException : HttpRequestException
{
    public CallFailedException()
    {
    }

    public CallFailedException(string message)
        : base(message)
    {
    }

    public CallFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
