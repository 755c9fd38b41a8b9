using System.Text;

namespace CommonGround.Platform.Telemetry;

/// <summary>
/// The last line of defence of the log: masks what looks like a BSN (nine digits standing alone that pass the eleven test,
/// IDN-02) or a JWT. It replaces no care at the place that logs, since a name or an address looks like any other text.
/// </summary>
internal static class Redaction
{
    private const int BsnLength = 9;
    private const string BsnMask = "*********";
    private const string JwtStart = "eyJ";
    private const string JwtMask = "[token]";

    /// <returns>The same instance where nothing had to be masked, which is nearly always.</returns>
    public static string Mask(string text) => MaskJwts(MaskBsns(text));

    private static string MaskBsns(string text)
    {
        StringBuilder? masked = null;
        for (var start = NextDigit(text, 0); start >= 0;)
        {
            var end = start + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            if (end - start == BsnLength && StandsAlone(text, start, end) && PassesElevenTest(text.AsSpan(start, BsnLength)))
            {
                masked ??= new StringBuilder(text);
                masked.Remove(start, BsnLength).Insert(start, BsnMask);
            }

            start = NextDigit(text, end);
        }

        return masked?.ToString() ?? text;
    }

    private static int NextDigit(string text, int from)
    {
        var found = text.AsSpan(from).IndexOfAnyInRange('0', '9');
        return found < 0 ? -1 : from + found;
    }

    private static bool StandsAlone(string text, int start, int end) =>
        (start == 0 || !char.IsLetterOrDigit(text[start - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));

    // Bsn has this test too, but Privacy stands above Telemetry and cannot be used here.
    private static bool PassesElevenTest(ReadOnlySpan<char> digits)
    {
        var sum = -(digits[8] - '0');
        for (var i = 0; i < 8; i++)
        {
            sum += (digits[i] - '0') * (9 - i);
        }

        return sum % 11 == 0;
    }

    private static string MaskJwts(string text)
    {
        for (var start = text.IndexOf(JwtStart, StringComparison.Ordinal); start >= 0;)
        {
            var end = start;
            var dots = 0;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_' or '.'))
            {
                dots += text[end++] == '.' ? 1 : 0;
            }

            if (dots >= 2)
            {
                text = string.Concat(text.AsSpan(0, start), JwtMask, text.AsSpan(end));
                end = start + JwtMask.Length;
            }

            start = text.IndexOf(JwtStart, end, StringComparison.Ordinal);
        }

        return text;
    }
}
