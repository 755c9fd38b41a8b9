using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CommonGround.Platform.Authentication;

/// <summary>Validates a token as the library does, and then by the rules of the NL GOV profile that the library does not know.</summary>
internal sealed partial class RuledTokenHandler(ILogger<RuledTokenHandler> logger) : JsonWebTokenHandler
{
    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (!result.IsValid)
        {
            // The name says what is wrong; the message may hold parts of the token.
            Log.Refused(logger, result.Exception.GetType().Name);
            return result;
        }

        if (TokenRules.Refuse((JsonWebToken)result.SecurityToken) is not { } broken)
        {
            return result;
        }

        Log.Refused(logger, broken.Message);
        return new TokenValidationResult { IsValid = false, Exception = broken };
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Refused a token: {Reason}")]
        public static partial void Refused(ILogger logger, string reason);
    }
}
