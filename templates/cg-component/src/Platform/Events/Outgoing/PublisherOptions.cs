namespace CommonGround.Platform.Events.Outgoing;

/// <summary>How events are published. Configuration section <c>Events:Publisher</c>.</summary>
public sealed class PublisherOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Events:Publisher";

    /// <summary>How many events one call of the broker holds at most.</summary>
    /// <value>The default value is 100. The range is 1 to 1,000.</value>
    public int BulkEvents { get; set; } = 100;

    /// <summary>How large the events of one call are together at most, in bytes. One event alone goes whatever its size.</summary>
    /// <value>The default value is 1,048,576 (1 MiB). The range is 65,536 to 3,145,728: a sidecar takes 4 MiB.</value>
    public int BulkBytes { get; set; } = 1024 * 1024;

    /// <summary>How long one call may take. After it nobody knows what was taken, and it is tried again.</summary>
    /// <value>The default value is 10 seconds. The range is 100 milliseconds to 2 minutes.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}
