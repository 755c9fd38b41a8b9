using System.Globalization;

namespace CommonGround.Platform.Privacy;

/// <summary>Reads the secret with the numbered keys.</summary>
internal static class SecretKeys
{
    private const int MinimumBytes = 32;

    /// <exception cref="FormatException">A number or a key is wrong; the message names the number, never the key.</exception>
    public static IReadOnlyDictionary<int, byte[]> Read(IReadOnlyDictionary<string, string> secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var keys = new Dictionary<int, byte[]>();
        foreach (var (name, value) in secret)
        {
            if (!TryNumber(name, out var number))
            {
                throw new FormatException("Its keys are numbers from 1, without leading zeros, and one of them is not.");
            }

            keys[number] = Bytes(number, value);
        }

        return keys.Count > 0 ? keys : throw new FormatException("It holds no key.");
    }

    /// <summary>Only one way to write a number counts, so that no two names mean the same key.</summary>
    public static bool TryNumber(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && text[0] != '0';

    private static byte[] Bytes(int number, string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length >= MinimumBytes
            ? bytes[..length]
            : throw new FormatException($"Key {number} is not base64 of at least {MinimumBytes} random bytes.");
    }
}
