namespace CommonGround.Platform.Events.Receiving;

/// <summary>Ends the commit of a handler that answered something else than success.</summary>
internal sealed class NotHandledException(EventAnswer answer) : Exception(answer.Reason)
{
    public EventAnswer Answer => answer;
}
