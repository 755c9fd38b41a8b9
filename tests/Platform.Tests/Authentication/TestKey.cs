using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace CommonGround.Platform.Tests.Authentication;

/// <summary>A key of an issuer. It signs with the primitives, so that a test does not lean on the library that it checks.</summary>
internal sealed class TestKey(string id, RSA? rsa = null, ECDsa? ec = null)
{
    private static readonly ConcurrentDictionary<string, Lazy<TestKey>> Made = new();

    public string Id { get; } = id;

    public RSA Rsa => rsa ?? throw new InvalidOperationException("This is no RSA key.");

    /// <summary>The RSA key with this name. It is made once: that takes long.</summary>
    public static TestKey Rsa2048(string id) => Made.GetOrAdd(id, _ => new(() => new TestKey(id, rsa: RSA.Create(2048)))).Value;

    /// <summary>The EC key with this name.</summary>
    public static TestKey P256(string id) => Made.GetOrAdd(id, _ => new(() => new TestKey(id, ec: ECDsa.Create(ECCurve.NamedCurves.nistP256)))).Value;

    /// <summary>The public half, as a JWKS holds it.</summary>
    public Dictionary<string, object?> ToJwk()
    {
        if (rsa is not null)
        {
            var key = rsa.ExportParameters(false);
            return new() { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = Id, ["n"] = Encode(key.Modulus), ["e"] = Encode(key.Exponent) };
        }

        var point = ec!.ExportParameters(false).Q;
        return new() { ["kty"] = "EC", ["use"] = "sig", ["kid"] = Id, ["crv"] = "P-256", ["x"] = Encode(point.X), ["y"] = Encode(point.Y) };
    }

    public byte[] Sign(string algorithm, string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        return algorithm switch
        {
            "RS256" => Rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "RS384" => Rsa.SignData(bytes, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
            "PS256" => Rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            "ES256" => ec!.SignData(bytes, HashAlgorithmName.SHA256),
            _ => throw new ArgumentException($"This key does not sign {algorithm}.", nameof(algorithm)),
        };
    }

    private static string Encode(byte[]? bytes) => Base64Url.EncodeToString(bytes);
}
