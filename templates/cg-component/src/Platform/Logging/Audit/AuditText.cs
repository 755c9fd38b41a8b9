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

    /// <summary>A name in a line, such as a client: printable ASCII without spaces; what is not comes as <c>%</c> and its bytes.</summary>
    public static string Name(string text)
    {
        var masked = Redaction.Mask(Cut(text, LongestName));
        if (masked.All(IsPlain))
        {
            return masked;
        }

        var escaped = new StringBuilder(masked.Length * 2);
        foreach (var c in Encoding.UTF8.GetBytes(masked))
        {
            _ = IsPlain((char)c) ? escaped.Append((char)c) : escaped.Append('%').Append(c.ToString("X2", null));
        }

        return Cut(escaped.ToString(), LongestText);
    }

    /// <summary>A text of several words.</summary>
    public static string Words(string text, int longest)
    {
        var cut = Cut(text, longest);
        return Redaction.Mask(cut.Any(char.IsControl) ? string.Concat(cut.Select(c => char.IsControl(c) ? ' ' : c)) : cut);
    }

    /// <summary>What failed, by the name of the exception. Its text may hold anything.</summary>
    public static string Kind(Exception failure) => failure.GetType().Name.Replace("Exception", "", StringComparison.Ordinal);

    // Never between the halves of a character.
    private static string Cut(string text, int longest) =>
        text.Length <= longest ? text : $"{text.AsSpan(0, longest - (char.IsHighSurrogate(text[longest - 1]) ? 1 : 0))}…";

    private static bool IsPlain(char c) => c is > ' ' and <= '~' and not ('%' or '=');
}
