namespace CommonGround.Platform.Logging.Processing;

/// <summary>
/// A line of the Logboek Dataverwerkingen 1.0.0, with exactly its fields: that personal data was used, and for which purpose. It names nobody
/// who works here (LDV-13), and a data subject by a pseudonym only (LDV-16).
/// </summary>
/// <param name="TraceId">16 bytes as 32 lower-case hexadecimal digits.</param>
/// <param name="SpanId">8 bytes as 16 lower-case hexadecimal digits, unique (LDV-02).</param>
/// <param name="Name">What was done, for a human reader.</param>
/// <param name="Status"><c>Unset</c>, <c>Ok</c> or <c>Error</c> (LDV-09).</param>
/// <param name="StartTime">Milliseconds since 1970.</param>
/// <param name="EndTime">Milliseconds since 1970.</param>
/// <param name="Attributes">By their names in the standard and its established extensions; no other (LDV-15).</param>
internal sealed record ProcessingLine(
    string TraceId, string SpanId, string Name, string Status, long StartTime, long EndTime, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>Of a child: the line that it belongs to, which is in a Logboek itself (LDV-03).</summary>
    public string? ParentSpanId { get; init; }
}
