using System.Security.Cryptography;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Tests.State;

namespace CommonGround.Platform.Tests.Events;

/// <summary>Keys under which some events do not open.</summary>
/// <param name="fault">What opening the text at a place ends with, or <see langword="null"/> where it opens.</param>
internal sealed class AlteredKeys(Func<string, CryptographicException?> fault) : ITenantKeys
{
    private readonly TestKeys _keys = new();

    public int Current => _keys.Current;

    public IReadOnlySet<int> Numbers => _keys.Numbers;

    public string Seal(Oin tenant, string place, ReadOnlySpan<byte> plain) => _keys.Seal(tenant, place, plain);

    public byte[] Open(Oin tenant, string place, string sealedText) => fault(place) is { } e ? throw e : _keys.Open(tenant, place, sealedText);

    public string Hash(Oin tenant, int number, string purpose, string value) => _keys.Hash(tenant, number, purpose, value);
}
