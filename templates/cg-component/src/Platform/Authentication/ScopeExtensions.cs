using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;

namespace CommonGround.Platform.Authentication;

public static class ScopeExtensions
{
    /// <summary>
    /// Requires a token with this scope (OAU-07); without it the answer is 403. A second call requires a second scope as well.
    /// </summary>
    /// <param name="builder">An endpoint, or a group of them.</param>
    /// <param name="scope">The scope, such as <c>aanvragen.lezen</c>. It is compared exactly, case included.</param>
    /// <exception cref="ArgumentException">The text is no scope by RFC 6749.</exception>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, string scope)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentException.ThrowIfNullOrEmpty(scope);
        if (!scope.All(IsScopeCharacter))
        {
            throw new ArgumentException($"'{scope}' is not one scope: it has a space, a quote, a backslash or a character outside ASCII.", nameof(scope));
        }

        // The policy is made here and not looked up by name: the authorization middleware keeps it with the endpoint.
        var policy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new ScopeRequirement(scope)).Build();
        return builder.RequireAuthorization(policy).WithMetadata(new RequiredScope(scope));
    }

    // RFC 6749, appendix A.4.
    private static bool IsScopeCharacter(char c) => c is >= '!' and <= '~' and not ('"' or '\\');
}
