namespace CommonGround.Platform.State;

/// <summary>The limits of state: the numbers of the commit log's specification. Configuration section <c>State</c>.</summary>
public sealed class StateOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "State";

    /// <summary>How many requests share a commit at most (commit-log 2).</summary>
    /// <value>The default value is 64. The range is 1 to 1,024.</value>
    public int GroupRequests { get; set; } = 64;

    /// <summary>How many operations a commit holds at most, the entry not counted (commit-log 2).</summary>
    /// <value>The default value is 256. The range is 4 to 1,024.</value>
    public int GroupOperations { get; set; } = 256;

    /// <summary>How large a commit is at most, in bytes as sent to the store (commit-log 2).</summary>
    /// <value>The default value is 1,048,576 (1 MiB). The range is 65,536 to 3,145,728: a sidecar takes 4 MiB.</value>
    public int GroupBytes { get; set; } = 1024 * 1024;

    /// <summary>How many changes wait for a commit at most; one more is answered "busy" (commit-log 2).</summary>
    /// <value>The default value is 1,024. The range is 1 to 65,536.</value>
    public int QueueLength { get; set; } = 1024;

    /// <summary>How many entries the index may be behind before changes are answered "busy" (commit-log 2).</summary>
    /// <value>The default value is 2,000. The range is 10 to 100,000.</value>
    public int IndexBehindLimit { get; set; } = 2000;

    /// <summary>How many ids a page of the index holds at most (commit-log 14).</summary>
    /// <value>The default value is 256. The range is 4 to 1,024.</value>
    public int PageIds { get; set; } = 256;

    /// <summary>The index takes the entries in when so many wait: the more at once, the fewer writes.</summary>
    /// <value>The default value is 256. The range is 1 to 2,000, and at most half of <see cref="IndexBehindLimit"/>.</value>
    public int FoldEntries { get; set; } = 256;

    /// <summary>The index takes the entries in when they touch so many ids: a list has them all in hand until then.</summary>
    /// <value>The default value is 2,048. The range is 1 to 65,536.</value>
    public int FoldTouches { get; set; } = 2048;

    /// <summary>The index takes the entries in when no commit landed for so long.</summary>
    /// <value>The default value is 1 second. The range is 1 millisecond to 1 hour.</value>
    public TimeSpan FoldQuiet { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one call of the store may take. After it a read has failed, and a transaction is settled (commit-log 3).</summary>
    /// <value>The default value is 5 seconds. The range is 10 milliseconds to 1 minute.</value>
    public TimeSpan StoreTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a change waits for its commit. After it the caller hears "not done" or "unknown" (commit-log 4).</summary>
    /// <value>The default value is 8 seconds. The range is 10 milliseconds to 5 minutes, and below <c>Limits:RequestTimeout</c>.</value>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>How often a change is decided again because another was first, before it is answered "busy".</summary>
    /// <value>The default value is 20. The range is 1 to 1,000.</value>
    public int Attempts { get; set; } = 20;

    /// <summary>How long the answer to an <c>Idempotency-Key</c> is kept (commit-log 20).</summary>
    /// <value>The default value is 24 hours. The range is 1 minute to 14 days.</value>
    public TimeSpan AnswerLife { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// For how long it is remembered that an event was handled. One that is delivered later, by its <c>time</c>, goes to the dead letters
    /// (commit-log 19).
    /// </summary>
    /// <value>The default value is 14 days. The range is 1 minute to 365 days.</value>
    public TimeSpan MarkLife { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How often a replica says that it lives, and looks after its own log and those of others (commit-log 9, 12).</summary>
    /// <value>The default value is 10 seconds. The range is 100 milliseconds to 1 minute, and at most half of <see cref="HeartbeatLife"/>.</value>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a heartbeat lives, and how long it must have been gone before another ends the log (commit-log 9).</summary>
    /// <value>The default value is 30 seconds. The range is 1 second to 10 minutes.</value>
    public TimeSpan HeartbeatLife { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After how long a replica goes on in a new log (commit-log 7).</summary>
    /// <value>The default value is 1 day. The range is 1 second to 30 days.</value>
    public TimeSpan LogLife { get; set; } = TimeSpan.FromDays(1);

    /// <summary>After how many entries a replica goes on in a new log (commit-log 7).</summary>
    /// <value>The default value is 1,000,000. The range is 1 to 100,000,000.</value>
    public int LogEntries { get; set; } = 1_000_000;

    /// <summary>How long a clean stop may take to commit what waits, and to bring the index and the publishers up to date.</summary>
    /// <value>The default value is 2 seconds. The range is 0 to 1 minute.</value>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Consumers of the commit log that were taken out of the configuration, such as a destination of events that is no more. They count
    /// as having taken everything; otherwise the logs that name them are kept (commit-log 10).
    /// </summary>
    /// <value>The default value is an empty list.</value>
    public IList<string> RetiredConsumers { get; } = [];

    /// <summary>How long a log is kept after its end at least, before its numbers are deleted (commit-log 11).</summary>
    /// <value>The default value is 1 day. The range is 1 second to 30 days.</value>
    public TimeSpan ArchiveAfter { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How often readiness reads the store.</summary>
    /// <value>The default value is 5 seconds. The range is 10 milliseconds to 1 minute.</value>
    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromSeconds(5);
}
