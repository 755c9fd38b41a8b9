using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CommonGround.Platform.Authentication;

/// <summary>When a token counts: it takes the place of the library's check, which has a clock of its own and no longest life (OAU-12).</summary>
internal sealed class TokenLife(IOptions<TokenOptions> options, TimeProvider time)
{
    /// <summary>How far the clocks of issuer and component may differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>Whether <c>exp</c> and <c>iat</c> are there, the token is valid now, and its life is not too long.</summary>
    public bool IsValid(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        // Times are subtracted from each other only: a token may hold the first or the last time that there is.
        var now = time.GetUtcNow().UtcDateTime;
        return token is JsonWebToken { IssuedAt: var issued }
            && issued != DateTime.MinValue
            && expires is { } end
            && now - end < ClockSkew
            && issued - now <= ClockSkew
            && (notBefore is not { } start || start - now <= ClockSkew)
            && end - issued <= options.Value.LongestLife;
    }
}
