namespace CommonGround.Platform.Privacy;

/// <summary>The tenants' keys as <see cref="KeyReading"/> last found them in the secret store.</summary>
internal sealed class TenantKeys : ITenantKeys
{
    private volatile KeyRing? _ring;

    public int Current => Ring.Current;

    public IReadOnlySet<int> Numbers => Ring.Numbers;

    private KeyRing Ring => _ring ?? throw new TenantKeysMissingException();

    public string Seal(Oin tenant, string place, ReadOnlySpan<byte> plain) => Ring.Seal(tenant, place, plain);

    public byte[] Open(Oin tenant, string place, string sealedText) => Ring.Open(tenant, place, sealedText);

    public string Hash(Oin tenant, int number, string purpose, string value) => Ring.Hash(tenant, number, purpose, value);

    public string Hash(Oin tenant, int number, string purpose, ReadOnlySpan<byte> value) => Ring.Hash(tenant, number, purpose, value);

    public void Use(KeyRing ring) => _ring = ring;
}
