using System.Globalization;

namespace CommonGround.Sidecar.Http;

/// <summary>A float as Go's <c>encoding/json</c> writes it: the shortest digits, with an exponent below 1e-6 and from 1e21 on.</summary>
internal static class GoNumber
{
    public static string Text(double number)
    {
        if (number == 0)
        {
            return "0";
        }

        var (digits, point) = Digits(Math.Abs(number));
        var size = Math.Abs(number);
        return (number < 0 ? "-" : "") + (size is >= 1e-6 and < 1e21 ? Plain(digits, point) : Scientific(digits, point - 1));
    }

    /// <returns>The digits without leading or trailing zeros, and how many of them stand before the point.</returns>
    private static (string Digits, int Point) Digits(double number)
    {
        var parts = number.ToString("R", CultureInfo.InvariantCulture).Split('E');
        var exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        var before = parts[0].Split('.')[0].Length;
        var all = parts[0].Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        return (digits.TrimEnd('0'), before - (all.Length - digits.Length) + exponent);
    }

    private static string Plain(string digits, int point) => point switch
    {
        <= 0 => $"0.{new string('0', -point)}{digits}",
        _ when point >= digits.Length => digits.PadRight(point, '0'),
        _ => $"{digits[..point]}.{digits[point..]}",
    };

    private static string Scientific(string digits, int exponent)
    {
        var mantissa = digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}";
        return exponent < 0
            ? $"{mantissa}e-{-exponent}"
            : $"{mantissa}e+{exponent.ToString("00", CultureInfo.InvariantCulture)}";
    }
}
