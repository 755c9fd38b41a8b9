using System.Globalization;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.State.Archiving;

/// <summary>An HMAC that names its key: <c>{key number}.{43 characters of base64url}</c> (commit-log 16).</summary>
internal static class KeyedMac
{
    /// <summary>Computes one under the newest key of its owner.</summary>
    public static string Compute(ITenantKeys keys, Oin owner, string purpose, string text) => Compute(keys, owner, keys.Current, purpose, text);

    /// <summary>Whether the HMAC is over exactly this text.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key that it names is not at hand.</exception>
    public static bool Holds(ITenantKeys keys, Oin owner, string purpose, string text, string mac) =>
        mac.Split('.') is [var number, _]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var key)
        && Compute(keys, owner, key, purpose, text) == mac;

    private static string Compute(ITenantKeys keys, Oin owner, int key, string purpose, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{key}.{keys.Hash(owner, key, purpose, text)}");
}
