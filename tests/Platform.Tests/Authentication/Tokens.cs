using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CommonGround.Platform.Tests.Authentication;

/// <summary>Tokens by what is special about them.</summary>
internal static class Tokens
{
    public static readonly TestKey EcKey = TestKey.P256("ec");

    private static readonly TestKey Foreign = TestKey.Rsa2048("foreign");

    public static readonly Dictionary<string, Func<FakeIssuer, string>> Accepted = new()
    {
        ["RS256"] = issuer => issuer.Issue(),
        ["PS256"] = issuer => issuer.Issue(token => token.Header["alg"] = "PS256"),
        ["ES256"] = issuer => issuer.Issue(token =>
        {
            token.Key = EcKey;
            token.Header["kid"] = EcKey.Id;
            token.Header["alg"] = "ES256";
        }),
        ["typ JWT"] = issuer => issuer.Issue(token => token.Header["typ"] = "JWT"),
        ["no kid"] = issuer => issuer.Issue(token => token.Header.Remove("kid")),
        ["expired within the skew"] = issuer => issuer.Issue(token =>
        {
            token.Payload["iat"] = token.Now - 3600;
            token.Payload["exp"] = token.Now - 10;
        }),
        ["issued ahead within the skew"] = issuer => issuer.Issue(token => token.Payload["iat"] = token.Now + 10),
        ["valid from ahead within the skew"] = issuer => issuer.Issue(token => token.Payload["nbf"] = token.Now + 10),
        ["a life of just 6 hours"] = issuer => issuer.Issue(token => token.Payload["exp"] = token.Now + (6 * 3600)),
        ["one of several audiences"] = issuer => issuer.Issue(token => token.Payload["aud"] = new[] { "https://other.test", FakeIssuer.Audience }),
        ["a jti of 22 characters"] = issuer => issuer.Issue(token => token.Payload["jti"] = new string('x', 22)),
    };

    public static readonly Dictionary<string, Func<FakeIssuer, string>> Refused = new()
    {
        ["rubbish"] = _ => "rubbish",
        ["three parts of rubbish"] = _ => "a.b.c",
        ["five parts"] = issuer => issuer.Issue() + ".a.b",
        ["expired"] = issuer => issuer.Issue(token =>
        {
            token.Payload["iat"] = token.Now - 3600;
            token.Payload["exp"] = token.Now - 30;
        }),
        ["not yet valid"] = issuer => issuer.Issue(token => token.Payload["nbf"] = token.Now + 31),
        ["issued in the future"] = issuer => issuer.Issue(token => token.Payload["iat"] = token.Now + 31),
        ["a life of over 6 hours"] = issuer => issuer.Issue(token => token.Payload["exp"] = token.Now + (6 * 3600) + 1),
        ["an exp beyond all time"] = issuer => issuer.Issue(token => token.Payload["exp"] = long.MaxValue),
        ["an nbf beyond all time"] = issuer => issuer.Issue(token => token.Payload["nbf"] = long.MaxValue),
        ["an iat beyond all time"] = issuer => issuer.Issue(token => token.Payload["iat"] = long.MaxValue),
        ["an iat before all time"] = issuer => issuer.Issue(token => token.Payload["iat"] = long.MinValue),
        ["exp as text"] = issuer => issuer.Issue(token => token.Payload["exp"] = "later"),
        ["no exp"] = Without("exp"),
        ["no iat"] = Without("iat"),
        ["no iss"] = Without("iss"),
        ["no aud"] = Without("aud"),
        ["no azp"] = Without("azp"),
        ["no jti"] = Without("jti"),
        ["an empty azp"] = issuer => issuer.Issue(token => token.Payload["azp"] = ""),
        ["azp twice"] = issuer => issuer.Issue(token => token.Payload["azp"] = new[] { "a", "b" }),
        ["azp as a number"] = issuer => issuer.Issue(token => token.Payload["azp"] = 1),
        ["a jti of 32 bits"] = issuer => issuer.Issue(token => token.Payload["jti"] = "c48aeef1"),
        ["a jti of 21 characters"] = issuer => issuer.Issue(token => token.Payload["jti"] = new string('x', 21)),
        ["another audience"] = issuer => issuer.Issue(token => token.Payload["aud"] = "https://other.test"),
        ["another issuer"] = issuer => issuer.Issue(token => token.Payload["iss"] = "https://evil.test"),
        ["alg none"] = issuer => issuer.Issue(token =>
        {
            token.Header["alg"] = "none";
            token.Signer = _ => [];
        }),
        ["RS384"] = issuer => issuer.Issue(token => token.Header["alg"] = "RS384"),
        ["HS256 with the public key in PEM as secret"] = WithSecret(issuer => Encoding.ASCII.GetBytes(issuer.Key.Rsa.ExportSubjectPublicKeyInfoPem())),
        ["HS256 with the public key in DER as secret"] = WithSecret(issuer => issuer.Key.Rsa.ExportSubjectPublicKeyInfo()),
        ["HS256 with the modulus as secret"] = WithSecret(issuer => issuer.Key.Rsa.ExportParameters(false).Modulus!),
        ["tampered payload"] = issuer => Tamper(issuer.Issue()),
        ["another typ"] = issuer => issuer.Issue(token => token.Header["typ"] = "id+jwt"),
        ["no typ"] = issuer => issuer.Issue(token => token.Header.Remove("typ")),
        ["an unknown critical header"] = issuer => issuer.Issue(token =>
        {
            token.Header["crit"] = new[] { "b64" };
            token.Header["b64"] = true;
        }),
        ["an unknown kid"] = issuer => issuer.Issue(token =>
        {
            token.Key = Foreign;
            token.Header["kid"] = Foreign.Id;
        }),
        ["a known kid with another key"] = issuer => issuer.Issue(token => token.Key = Foreign),
        ["its own key in the header"] = issuer => issuer.Issue(token =>
        {
            token.Key = Foreign;
            token.Header["kid"] = Foreign.Id;
            token.Header["jwk"] = Foreign.ToJwk();
        }),
    };

    private static Func<FakeIssuer, string> Without(string claim) => issuer => issuer.Issue(token => token.Payload.Remove(claim));

    private static Func<FakeIssuer, string> WithSecret(Func<FakeIssuer, byte[]> secret) => issuer => issuer.Issue(token =>
    {
        token.Header["alg"] = "HS256";
        token.Signer = text => HMACSHA256.HashData(secret(issuer), Encoding.ASCII.GetBytes(text));
    });

    private static string Tamper(string token)
    {
        var parts = token.Split('.');
        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));
        parts[1] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload.Replace("zaaksysteem", "zaaksystemen", StringComparison.Ordinal)));
        return string.Join('.', parts);
    }
}
