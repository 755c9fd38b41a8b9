namespace CommonGround.Platform.Authentication;

/// <summary>
/// The issuer's keys are not at hand, so a token can be neither accepted nor refused: 503, and not 401, which would send a caller
/// with a good token away.
/// </summary>
internal sealed class IssuerUnavailableException(string message, TimeSpan retryAfter) : Exception(message)
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}
