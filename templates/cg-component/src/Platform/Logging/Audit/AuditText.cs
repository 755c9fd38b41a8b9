using System.Text;
using CommonGround.Platform.Telemetry;

namespace CommonGround.Platform.Logging.Audit;

/// <summary>
/// Texts from outside, fit for a line: cut, on one line, without what looks like a BSN or a token. A name of megabytes must not fill the log,
/// and one with a line break or an equals sign must not look like another.
/// </summary>
internal static class AuditText
{
    private const int LongestName = 128;
    private const int LongestText = 2048;
    private const string More = "…";

    /// <summary>A name in a line, such as a client: printable ASCII without spaces; what is not comes as <c>%</c> and its bytes.</summary>
    public static string Name(string text)
    {
        var masked = Redaction.Mask(Excerpt.Of(text, LongestName, More));
        if (masked.All(IsPlain))
        {
            return masked;
        }

        var escaped = new StringBuilder(masked.Length * 2);
        foreach (var c in Encoding.UTF8.GetBytes(masked))
        {
            _ = IsPlain((char)c) ? escaped.Append((char)c) : escaped.Append('%').Append(c.ToString("X2", null));
        }

        return Excerpt.Of(escaped.ToString(), LongestText, More);
    }

    /// <summary>A text of several words.</summary>
    public static string Words(string text, int longest)
    {
        var cut = Excerpt.Of(text, longest, More);
        return Redaction.Mask(cut.Any(char.IsControl) ? string.Concat(cut.Select(c => char.IsControl(c) ? ' ' : c)) : cut);
    }

    /// <summary>What failed, by the name of the exception. Its text may hold anything.</summary>
    public static string Kind(Exception failure) => failure.GetType().Name.Replace("Exception", "", StringComparison.Ordinal);

    private static bool IsPlain(char c) => c is > ' ' and <= '~' and not ('%' or '=');
}
