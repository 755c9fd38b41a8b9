using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CommonGround.Platform.Authentication;

/// <summary>What a token must hold that the library does not ask for (OAU-06).</summary>
internal static class TokenRules
{
    // 128 bits take 22 characters of base64url, 32 of hexadecimal and 36 as a UUID, which is what most issuers send.
    private const int ShortestId = 22;

    /// <returns>Why a token with a good signature is refused, without any of its content, or <see langword="null"/> where it is accepted.</returns>
    public static BrokenTokenRuleException? Refuse(JsonWebToken token)
    {
        if (token.TryGetHeaderValue<object>("crit", out _))
        {
            return new("crit", "The token's header demands extensions ('crit') that are not understood (RFC 7515, 4.1.11).");
        }

        if (!HasText(token, JwtRegisteredClaimNames.Azp, 1))
        {
            return new("no_azp", "The token has no 'azp' claim, or something else than one text in it (OAU-06).");
        }

        // `dotnet user-jwts` makes ids of 32 bits and cannot be told otherwise. Only its keys sign HS256, and only in Development.
        var shortestId = token.Alg == SecurityAlgorithms.HmacSha256 ? 1 : ShortestId;
        return HasText(token, JwtRegisteredClaimNames.Jti, shortestId)
            ? null
            : new("no_jti", $"The token has no 'jti' claim, or one of fewer than {shortestId} characters, which cannot hold 128 bits (OAU-06).");
    }

    private static bool HasText(JsonWebToken token, string claim, int shortest) =>
        token.TryGetPayloadValue<object>(claim, out var value) && value is string text && text.Length >= shortest;
}
