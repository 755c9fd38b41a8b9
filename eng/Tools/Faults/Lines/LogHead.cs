using System.Globalization;
using System.Text.RegularExpressions;

namespace CommonGround.Tools.Faults.Lines;

/// <summary>How far a log was, as a replica told it outside the store.</summary>
internal sealed partial record LogHead(string Log, long Number)
{
    /// <summary>The heads in a line that a replica printed.</summary>
    public static IEnumerable<LogHead> ReadAll(string line) =>
        Told().Matches(line).Select(m => new LogHead(m.Groups[1].Value, long.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)));

    [GeneratedRegex(@"head of this replica(?:'|\\u0027)s log is (\w+):([0-9]+):")]
    private static partial Regex Told();
}
