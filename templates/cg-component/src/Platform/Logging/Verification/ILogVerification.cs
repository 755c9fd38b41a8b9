using CommonGround.Platform.State;
using CommonGround.Platform.State.Verification;

namespace CommonGround.Platform.Logging.Verification;

/// <summary>
/// Verifies that nobody changed, moved or deleted anything in the two logs (BIO-05). The component does so by itself each day
/// (<c>Audit:VerifyInterval</c>); this is for who wants to at other moments, or with heads that were kept elsewhere.
/// </summary>
public interface ILogVerification
{
    /// <summary>Verifies the chains of all logs, entries that are not archived yet included. That it was done gets a line in the security log.</summary>
    /// <param name="heads">Heads that were kept outside the store: without them a tail that was cut before its log ended does not show.</param>
    /// <param name="cancellationToken">Stops the verification.</param>
    /// <exception cref="StateUnavailableException">The store failed, and nothing is known; or the line in the security log could not be written.</exception>
    /// <exception cref="StateBusyException">The line in the security log could not be written: too much is waiting.</exception>
    /// <exception cref="OutcomeUnknownException">The store did not answer in time when the line in the security log was written.</exception>
    Task<LogVerificationResult> VerifyAsync(IReadOnlyCollection<LogHead> heads, CancellationToken cancellationToken);
}
