namespace CommonGround.Platform.State.Archiving;

/// <summary>
/// How long the lines of the two logs are kept (BIO-04, BIO-11), from the end of the commit log that has them on, which is a day after a line
/// at most unless settings say otherwise. Configuration section <c>Retention</c>.
/// </summary>
public sealed class RetentionOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Retention";

    // Five years and two leap days.
    private const int Days = 1827;

    /// <summary>How long processing lines are kept: who asks what was done with their data gets an answer for so long.</summary>
    /// <value>The default value is 1,827 days (5 years). The range is 1 to 36,525 days (100 years).</value>
    public TimeSpan Processing { get; set; } = TimeSpan.FromDays(Days);

    /// <summary>How long audit lines are kept: as long as processing lines, since only they say who acted.</summary>
    /// <value>The default value is 1,827 days (5 years). The range is 1 to 36,525 days (100 years).</value>
    public TimeSpan Audit { get; set; } = TimeSpan.FromDays(Days);
}
