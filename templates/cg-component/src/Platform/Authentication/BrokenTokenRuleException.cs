using Microsoft.IdentityModel.Tokens;

namespace CommonGround.Platform.Authentication;

/// <summary>A token with a good signature breaks a rule of the NL GOV profile.</summary>
/// <param name="rule">The code of the rule, such as <c>no_azp</c>.</param>
/// <param name="message">What is wrong with the token, without any of its content.</param>
internal sealed class BrokenTokenRuleException(string rule, string message) : SecurityTokenValidationException(message)
{
    public string Rule { get; } = rule;
}
