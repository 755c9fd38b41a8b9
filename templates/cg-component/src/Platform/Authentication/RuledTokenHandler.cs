using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CommonGround.Platform.Authentication;

/// <summary>Validates a token as the library does, and then by the rules of the NL GOV profile that the library does not know.</summary>
internal sealed class RuledTokenHandler : JsonWebTokenHandler
{
    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var result = await base.ValidateTokenAsync(token, validationParameters);
        return result.IsValid && TokenRules.Refuse((JsonWebToken)result.SecurityToken) is { } reason
            ? new TokenValidationResult { IsValid = false, Exception = new SecurityTokenValidationException(reason) }
            : result;
    }
}
