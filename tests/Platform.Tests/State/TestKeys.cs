using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Tests.State;

/// <summary>Keys made from their number, so that hosts of one test share them.</summary>
internal sealed class TestKeys(params int[] numbers) : ITenantKeys
{
    private readonly int[] _numbers = numbers.Length == 0 ? [1] : numbers;

    public int Current => _numbers.Max();

    public IReadOnlySet<int> Numbers => _numbers.ToHashSet();

    public string Seal(Oin tenant, string place, ReadOnlySpan<byte> plain)
    {
        var nonce = RandomNumberGenerator.GetBytes(12);
        var (cipher, tag) = (new byte[plain.Length], new byte[16]);
        using var aes = new AesGcm(Key(tenant, Current), 16);
        aes.Encrypt(nonce, plain, cipher, tag, Encoding.UTF8.GetBytes(place));
        return $"{Current}.{Convert.ToHexString([.. nonce, .. cipher, .. tag])}";
    }

    public byte[] Open(Oin tenant, string place, string sealedText)
    {
        var parts = sealedText.Split('.');
        var number = int.Parse(parts[0], CultureInfo.InvariantCulture);
        if (!Numbers.Contains(number))
        {
            throw new CryptographicException("The key is not at hand.");
        }

        var bytes = Convert.FromHexString(parts[1]);
        var plain = new byte[bytes.Length - 28];
        using var aes = new AesGcm(Key(tenant, number), 16);
        aes.Decrypt(bytes.AsSpan(0, 12), bytes.AsSpan(12, plain.Length), bytes.AsSpan(12 + plain.Length), plain, Encoding.UTF8.GetBytes(place));
        return plain;
    }

    public string Hash(Oin tenant, int number, string purpose, string value) =>
        Convert.ToHexString(HMACSHA256.HashData(Key(tenant, number), Encoding.UTF8.GetBytes($"{purpose}\n{value}")))[..43];

    private static byte[] Key(Oin tenant, int number) => SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant}.{number}"));
}
