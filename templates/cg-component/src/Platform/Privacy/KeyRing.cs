using System.Buffers;
using System.Buffers.Text;
using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CommonGround.Platform.Privacy;

/// <summary>The numbered keys of one secret, from which those of every tenant are derived.</summary>
internal sealed class KeyRing : ITenantKeys
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly KeyDerivation _derivation;

    /// <param name="secret">Positive whole numbers with at least 32 bytes of base64 each.</param>
    /// <param name="current">The number to write with, which is one of them; the highest where nothing is said.</param>
    /// <exception cref="FormatException">It is not that; the message names what is wrong, never a value.</exception>
    public KeyRing(IReadOnlyDictionary<string, string> secret, int? current = null)
    {
        var keys = SecretKeys.Read(secret);
        Numbers = keys.Keys.ToFrozenSet();
        Current = current ?? keys.Keys.Max();
        _derivation = new KeyDerivation(keys);
    }

    public int Current { get; }

    public IReadOnlySet<int> Numbers { get; }

    public string Seal(Oin tenant, string place, ReadOnlySpan<byte> plain)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(NonceBytes + plain.Length + TagBytes);
        try
        {
            var sealedBytes = bytes.AsSpan(0, NonceBytes + plain.Length + TagBytes);
            var nonce = sealedBytes[..NonceBytes];
            RandomNumberGenerator.Fill(nonce);
            using var cipher = _derivation.ForSealing(tenant, Current);
            cipher.Aes.Encrypt(nonce, plain, sealedBytes[NonceBytes..^TagBytes], sealedBytes[^TagBytes..], Bound(place, Current));
            return string.Create(CultureInfo.InvariantCulture, $"{Current}.{Base64Url.EncodeToString(sealedBytes)}");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    public byte[] Open(Oin tenant, string place, string sealedText)
    {
        ArgumentNullException.ThrowIfNull(sealedText);
        var point = sealedText.IndexOf('.', StringComparison.Ordinal);
        if (point < 0 || !SecretKeys.TryNumber(sealedText.AsSpan(0, point), out var number) || !Numbers.Contains(number))
        {
            throw new CryptographicException("The text names no key that is at hand.");
        }

        var bytes = Decode(sealedText.AsSpan(point + 1));
        var plain = new byte[bytes.Length - NonceBytes - TagBytes];
        using var cipher = _derivation.ForSealing(tenant, number);
        cipher.Aes.Decrypt(bytes.AsSpan(0, NonceBytes), bytes.AsSpan()[NonceBytes..^TagBytes], bytes.AsSpan()[^TagBytes..], plain, Bound(place, number));
        return plain;
    }

    public string Hash(Oin tenant, int number, string purpose, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Hash(tenant, number, purpose, Encoding.UTF8.GetBytes(value));
    }

    public string Hash(Oin tenant, int number, string purpose, ReadOnlySpan<byte> value)
    {
        if (!Numbers.Contains(number))
        {
            throw new CryptographicException($"Key number {number} is not at hand.");
        }

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_derivation.ForHashing(tenant, number, purpose), value, hash);
        return Base64Url.EncodeToString(hash);
    }

    private static byte[] Decode(ReadOnlySpan<char> text)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(text);
            return bytes.Length >= NonceBytes + TagBytes ? bytes : throw new CryptographicException("The text is too short.");
        }
        catch (FormatException)
        {
            throw new CryptographicException("The text is not base64url.");
        }
    }

    private static byte[] Bound(string place, int number)
    {
        ArgumentException.ThrowIfNullOrEmpty(place);
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number}.{place}"));
    }
}
