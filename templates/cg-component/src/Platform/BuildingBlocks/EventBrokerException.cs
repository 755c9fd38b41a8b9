namespace CommonGround.Platform.BuildingBlocks;

/// <summary>
/// The event broker did not answer, or refused. Its message is for the log only: a broker's own text may name users and hosts.
/// </summary>
public sealed class EventBrokerException : Exception
{
    public EventBrokerException()
    {
    }

    public EventBrokerException(string message)
        : base(message)
    {
    }

    public EventBrokerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
