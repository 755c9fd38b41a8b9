namespace CommonGround.Platform.OpenApi;

/// <summary>Endpoint metadata: the operation may answer with this status and problem details (ADR-17, RFC 9457).</summary>
public sealed record ProblemAnswer(int Status);
