using System.Globalization;

namespace CommonGround.Tools;

/// <summary>Burgerservicenummers of the range that is reserved for tests, all of which pass the eleven test.</summary>
internal static class TestNumbers
{
    private const int First = 999_900_000;

    private static readonly string[] s_all =
        [.. Enumerable.Range(First, 100_000).Select(n => n.ToString(CultureInfo.InvariantCulture)).Where(Passes)];

    public static string Of(int index) => s_all[index % s_all.Length];

    private static bool Passes(string digits) => digits.Select((c, i) => (c - '0') * (i == 8 ? -1 : 9 - i)).Sum() % 11 == 0;
}
