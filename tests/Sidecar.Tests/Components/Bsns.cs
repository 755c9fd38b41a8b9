using System.Globalization;
using System.Security.Cryptography;

namespace CommonGround.Sidecar.Tests.Components;

/// <summary>Numbers that nobody has: those for tests begin with 9999.</summary>
internal static class Bsns
{
    /// <returns>Nine digits that pass the check of eleven.</returns>
    public static string New()
    {
        while (true)
        {
            var digits = $"9999{RandomNumberGenerator.GetInt32(10_000):D4}";
            var rest = digits.Select((digit, place) => (digit - '0') * (9 - place)).Sum() % 11;
            if (rest < 10)
            {
                return digits + rest.ToString(CultureInfo.InvariantCulture);
            }
        }
    }
}
