namespace CommonGround.Platform.Logging.Audit;

/// <summary>Why a request was refused, put on it by who refused it before authentication; the line has it in its result.</summary>
/// <param name="Code">A fixed code, such as <c>plain_http</c>: nothing of the request.</param>
internal sealed record RefusalReason(string Code);
