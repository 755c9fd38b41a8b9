using System.Security.Cryptography;
using System.Text;
using CommonGround.Platform.Privacy;

namespace CommonGround.Simulation.Replicas;

/// <summary>Keys that seal nothing, but that refuse what real ones refuse: another tenant, another place, a number that is not at hand.</summary>
internal sealed class SimulatedKeys : ITenantKeys
{
    public SimulatedKeys(int newest) => Rotate(newest);

    public int Current { get; private set; }

    public IReadOnlySet<int> Numbers { get; private set; } = new HashSet<int>();

    /// <summary>There are keys up to a number now.</summary>
    public void Rotate(int newest) => (Current, Numbers) = (newest, Enumerable.Range(1, newest).ToHashSet());

    public string Seal(Oin tenant, string place, ReadOnlySpan<byte> plain) => $"{Current}|{tenant}|{place}|{Encoding.UTF8.GetString(plain)}";

    public byte[] Open(Oin tenant, string place, string sealedText)
    {
        var parts = sealedText.Split('|', 4);
        return Numbers.Contains(int.Parse(parts[0], null)) && parts[1] == tenant.ToString() && parts[2] == place
            ? Encoding.UTF8.GetBytes(parts[3])
            : throw new CryptographicException($"{place} does not open with keys up to {Current}.");
    }

    /// <summary>What was sealed, for the checks.</summary>
    public static string Peek(string sealedText) => sealedText.Split('|', 4)[3];

    public string Hash(Oin tenant, int number, string purpose, string value) =>
        !Numbers.Contains(number) ? throw new CryptographicException($"Key {number} is not at hand.")
        : purpose.StartsWith("chain/", StringComparison.Ordinal) ? Digest($"{tenant}-{number}-{purpose}-{value}")
        : $"{tenant.ToString()[^4..]}-{number}-{value}";

    // What is chained holds what was before it, so it has to stay short.
    private static string Digest(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
