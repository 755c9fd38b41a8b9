using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace CommonGround.Benchmark;

/// <summary>A token as <c>dotnet user-jwts</c> makes it, with a key that lives as long as this run.</summary>
internal sealed class DevelopmentToken
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public string Key => Convert.ToBase64String(_key);

    public string Issuer => "benchmark";

    public string Audience => "benchmark";

    public string Text()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var head = Part(new { alg = "HS256", typ = "JWT" });
        var body = Part(new
        {
            iss = Issuer,
            aud = Audience,
            azp = "benchmark",
            jti = Guid.NewGuid().ToString(),
            scope = "aanvragen.lezen aanvragen.schrijven aanvragen.zoeken",
            iat = now,
            nbf = now,
            exp = now + 3600,
        });
        return $"{head}.{body}.{Base64Url.EncodeToString(HMACSHA256.HashData(_key, System.Text.Encoding.ASCII.GetBytes($"{head}.{body}")))}";
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
