using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CommonGround.Tools;

/// <summary>
/// A token as <c>dotnet user-jwts</c> makes it, with a key that exists for this run only: nothing is written to the user's secrets.
/// </summary>
internal sealed class DevelopmentToken(string audience)
{
    /// <summary>The claim that names the organization, where a token is for one.</summary>
    public const string TenantClaim = "oin";

    private const string Issuer = "dotnet-user-jwts";

    private static readonly string[] s_sampleScopes = ["aanvragen.lezen", "aanvragen.schrijven", "aanvragen.zoeken"];

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>How long ago it was issued: a component whose clock is put back refuses what is issued in the future.</summary>
    public TimeSpan Age { get; init; }

    /// <summary>The environment variables with which a component in Development accepts it.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Authentication__Schemes__Bearer__ValidIssuer"] = Issuer,
        ["Authentication__Schemes__Bearer__ValidAudiences__0"] = audience,
        ["Authentication__Schemes__Bearer__SigningKeys__0__Issuer"] = Issuer,
        ["Authentication__Schemes__Bearer__SigningKeys__0__Value"] = Convert.ToBase64String(_key),
    };

    /// <param name="scopes">Its scopes; without any it has those of the sample.</param>
    public string Text(params string[] scopes) => Text(null, scopes);

    /// <param name="tenant">The OIN of the organization it is for. It has the scopes of the sample.</param>
    public string TextFor(string tenant) => Text(tenant, []);

    private string Text(string? tenant, string[] scopes)
    {
        var issued = (DateTimeOffset.UtcNow - Age).ToUnixTimeSeconds();
        var head = Part(new { alg = "HS256", typ = "JWT" });
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Issuer,
            ["aud"] = audience,
            ["azp"] = "ontwikkelaar",
            ["jti"] = Guid.NewGuid().ToString("N"),
            ["scope"] = string.Join(' ', scopes.Length > 0 ? scopes : s_sampleScopes),
            ["iat"] = issued,
            ["nbf"] = issued,
            ["exp"] = issued + (6 * 3600),
        };
        if (tenant is not null)
        {
            claims[TenantClaim] = tenant;
        }

        var body = Part(claims);
        return $"{head}.{body}.{Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes($"{head}.{body}")))}";
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
