using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace CommonGround.Platform.Privacy;

/// <summary>
/// Derives (HKDF-SHA-256) a key per tenant, number and purpose from the organization's secret, and remembers it: what is derived
/// for one tenant or purpose tells nothing of another.
/// </summary>
internal sealed class KeyDerivation(IReadOnlyDictionary<int, byte[]> secret)
{
    /// <summary>Room for 355 municipalities with two numbers and a dozen purposes. What does not fit is derived each time.</summary>
    private const int Remembered = 16_384;

    private readonly ConcurrentDictionary<(Oin Tenant, int Number), CipherSlot> _sealing = [];
    private readonly ConcurrentDictionary<(Oin Tenant, int Number, string Purpose), byte[]> _hashing = [];

    public RentedCipher ForSealing(Oin tenant, int number)
    {
        if (!_sealing.TryGetValue((tenant, number), out var slot))
        {
            slot = new CipherSlot(Derive(tenant, number, "seal"));
            slot = _sealing.Count < Remembered ? _sealing.GetOrAdd((tenant, number), slot) : slot;
        }

        return slot.Rent();
    }

    public byte[] ForHashing(Oin tenant, int number, string purpose)
    {
        ArgumentException.ThrowIfNullOrEmpty(purpose);
        if (!_hashing.TryGetValue((tenant, number, purpose), out var key))
        {
            key = Derive(tenant, number, $"hash/{purpose}");
            if (_hashing.Count < Remembered)
            {
                _hashing.TryAdd((tenant, number, purpose), key);
            }
        }

        return key;
    }

    private byte[] Derive(Oin tenant, int number, string purpose)
    {
        if (tenant == default)
        {
            throw new ArgumentException("The tenant was never filled in.", nameof(tenant));
        }

        // The tenant has a fixed length and the number no slash, so that no two triples give the same text.
        var info = Encoding.UTF8.GetBytes($"common-ground/{tenant}/{number}/{purpose}");
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, secret[number], 32, salt: [], info);
    }
}
