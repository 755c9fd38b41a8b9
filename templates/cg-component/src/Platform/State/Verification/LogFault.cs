namespace CommonGround.Platform.State.Verification;

/// <summary>Where a chain is broken first, or what is to be known of one that is not.</summary>
/// <param name="Log">The log's id.</param>
/// <param name="Place">The key in the store of the number, block or document that it is about.</param>
/// <param name="What">What is wrong with it, or to be known of it.</param>
public sealed record LogFault(string Log, string Place, string What)
{
    /// <summary>Of a log that is neither registered nor has what a drained one has.</summary>
    internal static LogFault NoDocument(string log) => new(
        log, StateKeys.Drained(log), "is gone, or is not the document of this drained log: what is left of the log cannot be verified without it.");
}
