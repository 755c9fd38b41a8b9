namespace CommonGround.Platform.Logging.Delivery;

/// <summary>What a Logboek said of the lines of one call.</summary>
/// <param name="Refused">How many of them it did not write.</param>
/// <param name="Reason">Why, in its own words; for the log only.</param>
internal sealed record LogboekAnswer(int Refused, string Reason)
{
    public static LogboekAnswer Written { get; } = new(0, "");

    /// <summary>It refused the call for what is in it: that is true of one line at least, and nothing was written.</summary>
    public bool IsOfTheCall { get; init; }
}
