using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CommonGround.Pack.Tests.Infra;

/// <summary>A token as <c>dotnet user-jwts</c> makes it, with a key of this test only, so that no user secret is written.</summary>
internal sealed class DevelopmentToken
{
    private const string Issuer = "dotnet-user-jwts";
    private const string Audience = "http://localhost:1337";

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>The variables with which a component in Development accepts it.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["Authentication__Schemes__Bearer__ValidIssuer"] = Issuer,
        ["Authentication__Schemes__Bearer__ValidAudiences__0"] = Audience,
        ["Authentication__Schemes__Bearer__SigningKeys__0__Issuer"] = Issuer,
        ["Authentication__Schemes__Bearer__SigningKeys__0__Value"] = Convert.ToBase64String(_key),
    };

    public string Text(params string[] scopes)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var head = Part(new { alg = "HS256", typ = "JWT" });
        var body = Part(new
        {
            iss = Issuer,
            aud = Audience,
            azp = "pack-tests",
            jti = Guid.NewGuid().ToString("N"),
            scope = string.Join(' ', scopes),
            iat = now,
            nbf = now,
            exp = now + 3600,
        });
        return $"{head}.{body}.{Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes($"{head}.{body}")))}";
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
