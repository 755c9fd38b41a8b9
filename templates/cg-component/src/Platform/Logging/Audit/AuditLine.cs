namespace CommonGround.Platform.Logging.Audit;

/// <summary>A line of the security log: exactly what BIO2 8.15.01 asks for (BIO-01), and the trace that ties it to the processing lines.</summary>
/// <param name="Action">What was done, such as <c>GET /v1/aanvragen/{id}</c> or <c>configuration</c>.</param>
/// <param name="Object">To what: a resource by its path, never a person.</param>
/// <param name="Result">What came of it, such as <c>200</c>, <c>refused: 403</c> or <c>failed: 500</c>.</param>
/// <param name="Origin">From where: a device or a place in the network, as a trusted proxy or sidecar says.</param>
/// <param name="Actor">Who: a person or a process, as the token says. No secret and no token (BIO-02).</param>
/// <param name="Time">When, in UTC.</param>
/// <param name="TraceId">32 hexadecimal digits; <see cref="NoTrace"/> where it belongs to no request.</param>
internal sealed record AuditLine(string Action, string Object, string Result, string Origin, string Actor, DateTimeOffset Time, string TraceId)
{
    /// <summary>The id that W3C Trace Context has for none.</summary>
    public const string NoTrace = "00000000000000000000000000000000";
}
