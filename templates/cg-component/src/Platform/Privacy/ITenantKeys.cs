using System.Text;

namespace CommonGround.Platform.Privacy;

/// <summary>
/// The numbered keys of each tenant, derived from the organization's secret. Documents are sealed with them, and look-ups
/// and pseudonyms are keyed hashes under them.
/// </summary>
/// <exception cref="TenantKeysMissingException">Every member: the secret was not read yet.</exception>
public interface ITenantKeys
{
    /// <summary>The number that new data is written with: the highest of <see cref="Numbers"/>, unless that one is quite new.</summary>
    int Current { get; }

    /// <summary>The numbers whose secret is at hand.</summary>
    IReadOnlySet<int> Numbers { get; }

    /// <summary>Encrypts and authenticates (AES-256-GCM) under the current key of <paramref name="tenant"/>.</summary>
    /// <param name="tenant">Whose key.</param>
    /// <param name="place">Where the text is kept, such as the key of the document: elsewhere it does not open.</param>
    /// <param name="plain">The bytes to seal.</param>
    /// <returns><c>{number}.{base64url of nonce, ciphertext and tag}</c></returns>
    string Seal(Oin tenant, string place, ReadOnlySpan<byte> plain);

    /// <summary>Opens what <see cref="Seal"/> made, under the number that it names.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">Wrong tenant, wrong place, altered, or the key is not at hand.</exception>
    byte[] Open(Oin tenant, string place, string sealedText);

    /// <summary>The keyed hash (HMAC-SHA-256) of a value for look-ups, under the key with this number.</summary>
    /// <returns>43 characters of base64url.</returns>
    string Hash(Oin tenant, int number, string purpose, string value);

    /// <summary>The same for a value that is at hand as UTF-8, such as a part of a log that is large.</summary>
    /// <returns>43 characters of base64url.</returns>
    string Hash(Oin tenant, int number, string purpose, ReadOnlySpan<byte> value) => Hash(tenant, number, purpose, Encoding.UTF8.GetString(value));
}
