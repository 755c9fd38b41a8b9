namespace CommonGround.Platform.Logging.Audit;

/// <summary>The settings under <c>Audit</c>: how much of the security log strangers can fill.</summary>
internal sealed class AuditOptions
{
    public const string Section = "Audit";

    /// <summary>How many refusals without a valid token get a line of their own, per origin and minute; the others become one counted line.</summary>
    /// <value>The default value is 10; from 0 to 1,000.</value>
    public int RefusalsPerMinute { get; set; } = 10;

    /// <summary>How many origins are counted apart in a minute; what comes from others is counted together.</summary>
    /// <value>The default value is 1,000; from 1 to 10,000.</value>
    public int RefusalOrigins { get; set; } = 1_000;
}
