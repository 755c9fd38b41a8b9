using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace CommonGround.Platform.Tests.Authentication;

/// <summary>A token that is right in everything, for a test to spoil in one thing before it is signed.</summary>
internal sealed class Token
{
    public Token(TestKey key, string issuer, string audience, TimeProvider time)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        Now = now;
        Key = key;
        Header = new() { ["alg"] = "RS256", ["typ"] = "at+jwt", ["kid"] = key.Id };
        Payload = new()
        {
            ["iss"] = issuer,
            ["aud"] = audience,
            ["azp"] = "zaaksysteem",
            ["jti"] = Guid.NewGuid().ToString(),
            ["iat"] = now,
            ["exp"] = now + 3600,
            ["scope"] = "aanvragen.lezen",
        };
    }

    public long Now { get; }

    public TestKey Key { get; set; }

    public Dictionary<string, object?> Header { get; }

    public Dictionary<string, object?> Payload { get; }

    /// <summary>Signs otherwise than <see cref="Key"/> does.</summary>
    public Func<string, byte[]>? Signer { get; set; }

    public string Sign()
    {
        var text = $"{Encode(Header)}.{Encode(Payload)}";
        var signature = Signer is null ? Key.Sign((string)Header["alg"]!, text) : Signer(text);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    public static string Encode(object value) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value)));
}
