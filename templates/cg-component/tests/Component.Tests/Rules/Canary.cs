using System.Text;

namespace Voorbeeld.Component.Tests.Rules;

/// <summary>A burgerservicenummer of the test range (PRV-04), in every form in which it could come out somewhere.</summary>
internal static class Canary
{
    public const string Bsn = "999993653";

    private const int Around = 60;

    private static readonly (string Name, byte[] Bytes)[] s_forms =
    [
        ("plain", Encoding.ASCII.GetBytes(Bsn)),
        ("UTF-16", Encoding.Unicode.GetBytes(Bsn)),
        ("UTF-16, big-endian", Encoding.BigEndianUnicode.GetBytes(Bsn)),
        ("percent-encoded", Encoding.ASCII.GetBytes(string.Concat(Bsn.Select(digit => $"%{(int)digit:x2}")))),
        ("hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexString(Encoding.ASCII.GetBytes(Bsn)))),
        .. Enumerable.Range(0, 3).Select(before => ($"base64 after {before} bytes", Base64(before))),
    ];

    /// <returns>The form in which the number stands in the bytes, and what stands around it; <see langword="null"/> if it does not.</returns>
    public static string? FoundIn(ReadOnlySpan<byte> bytes)
    {
        foreach (var (name, form) in s_forms)
        {
            if (bytes.IndexOf(form) is >= 0 and var at)
            {
                var around = bytes[Math.Max(0, at - Around)..Math.Min(bytes.Length, at + form.Length + Around)];
                return $"{name}: …{string.Concat(Encoding.Latin1.GetString(around).Select(c => char.IsControl(c) ? '.' : c))}…";
            }
        }

        return null;
    }

    // Without the characters that other bytes, before and after it, share in.
    private static byte[] Base64(int before)
    {
        var text = Convert.ToBase64String([.. new byte[before], .. Encoding.ASCII.GetBytes(Bsn)]);
        return Encoding.ASCII.GetBytes(text[(((before * 8) + 5) / 6)..((before + Bsn.Length) * 8 / 6)]);
    }
}
