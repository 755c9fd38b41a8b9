using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Voorbeeld.Component.Tests.Fixture;

/// <summary>An authorization server of the tests: it signs with a key of its own, which is made anew in each run.</summary>
public sealed class TestIssuer : IDisposable
{
    public const string Issuer = "https://uitgever.test";

    public const string Audience = "voorbeeld-component";

    /// <summary>The claim that holds the OIN of the client's organization.</summary>
    public const string TenantClaim = "oin";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>What the component would read from the issuer's metadata.</summary>
    public IConfigurationManager<OpenIdConnectConfiguration> Metadata
    {
        get
        {
            var configuration = new OpenIdConnectConfiguration { Issuer = Issuer };
            configuration.SigningKeys.Add(new ECDsaSecurityKey(_key) { KeyId = "test" });
            return new StaticConfigurationManager<OpenIdConnectConfiguration>(configuration);
        }
    }

    /// <summary>A token as a client of <paramref name="tenant"/> would have it.</summary>
    public string Token(string tenant, string client, params IEnumerable<string> scopes)
    {
        var now = DateTime.UtcNow;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddHours(1),
            Subject = new ClaimsIdentity(
            [
                new Claim("azp", client),
                new Claim("jti", Guid.NewGuid().ToString()),
                new Claim("scope", string.Join(' ', scopes)),
                new Claim(TenantClaim, tenant),
            ]),
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(_key) { KeyId = "test" }, SecurityAlgorithms.EcdsaSha256),
        });
    }

    public void Dispose() => _key.Dispose();
}
