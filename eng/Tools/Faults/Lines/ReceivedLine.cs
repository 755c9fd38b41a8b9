using System.Text.RegularExpressions;

namespace CommonGround.Tools.Faults.Lines;

/// <summary>A processing line as the Logboek got it.</summary>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="Content">All that it says, for comparison.</param>
internal sealed partial record ReceivedLine(string TraceId, string SpanId, string Content)
{
    private const string Activity = "dpl.core.processing_activity_id=";

    /// <summary>By which a Logboek knows a line that came before.</summary>
    public string Id => $"{TraceId}/{SpanId}";

    /// <summary>What no line may be: without an activity (LDV), or with a person's number in it (LDV-16).</summary>
    public string? Fault =>
        !Content.Contains(Activity, StringComparison.Ordinal) ? "names no processing activity"
        : TestNumber().IsMatch(Content) ? "has a burgerservicenummer in it"
        : null;

    [GeneratedRegex(@"(?<![0-9A-Za-z_-])9999\d{5}(?![0-9A-Za-z_-])")]
    private static partial Regex TestNumber();
}
