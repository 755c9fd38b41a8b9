namespace CommonGround.Platform.Logging.Audit;

/// <summary>The settings under <c>Audit</c>: how much of the security log strangers can fill, and how it is seen that nobody changed a log.</summary>
internal sealed class AuditOptions
{
    public const string Section = "Audit";

    /// <summary>How many refusals without a valid token get a line of their own, per origin and minute; the others become one counted line.</summary>
    /// <value>The default value is 10; from 0 to 1,000.</value>
    public int RefusalsPerMinute { get; set; } = 10;

    /// <summary>How many origins are counted apart in a minute; what comes from others is counted together.</summary>
    /// <value>The default value is 1,000; from 1 to 10,000.</value>
    public int RefusalOrigins { get; set; } = 1_000;

    /// <summary>How often the head of this replica's log goes to the component's own log, where there is a new one (commit-log 16).</summary>
    /// <value>The default value is 1 minute; from 1 second to 1 day.</value>
    public TimeSpan HeadInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the chains of all logs are verified, by one of the replicas (BIO-05).</summary>
    /// <value>The default value is 1 day; from 1 minute to 90 days.</value>
    public TimeSpan VerifyInterval { get; set; } = TimeSpan.FromDays(1);
}
