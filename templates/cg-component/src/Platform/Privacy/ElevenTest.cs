namespace CommonGround.Platform.Privacy;

/// <summary>The eleven test of BSN and RSIN: weights 9 to 2 and -1, a sum that eleven divides, not all zeros (IDN-02).</summary>
internal static class ElevenTest
{
    public static bool Passes(ReadOnlySpan<char> digits)
    {
        if (digits.Length != 9)
        {
            return false;
        }

        var (sum, any) = (0, false);
        for (var i = 0; i < 9; i++)
        {
            if (!char.IsAsciiDigit(digits[i]))
            {
                return false;
            }

            var digit = digits[i] - '0';
            any |= digit != 0;
            sum += digit * (i == 8 ? -1 : 9 - i);
        }

        return any && sum % 11 == 0;
    }
}
