using System.Net;

namespace CommonGround.Platform.Invocation.Fsc;

/// <summary>
/// The inway or outway refused a call, or could not carry it; the service itself said nothing (FSC-05, FSC-06). What the service answers,
/// problem details included, is an answer and no exception (FSC-07).
/// </summary>
public sealed class FscException : HttpRequestException
{
    public FscException()
    {
    }

    public FscException(string message)
        : base(message)
    {
    }

    public FscException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal FscException(string service, FscError error, HttpStatusCode status, string? transactionId)
        : base($"'{service}' was not reached: {error.Code} in {error.Domain}, transaction {transactionId ?? "unknown"}.", null, status)
    {
        (Domain, Code, IsRetryable, TransactionId) = (error.Domain, error.Code, error.IsRetryable(status), transactionId);
    }

    /// <summary>Where it went wrong, such as <c>ERROR_DOMAIN_OUTWAY</c>.</summary>
    public string Domain { get; } = FscError.Unknown;

    /// <summary>What went wrong, such as <c>ERROR_CODE_SERVICE_NOT_FOUND</c>.</summary>
    public string Code { get; } = FscError.Unknown;

    /// <summary>Whether the same call may succeed later. Otherwise contract, token or settings are to be repaired first.</summary>
    public bool IsRetryable { get; }

    /// <summary>Under which id the logs of both organizations have the call.</summary>
    public string? TransactionId { get; }
}
