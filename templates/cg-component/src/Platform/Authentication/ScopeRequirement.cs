using Microsoft.AspNetCore.Authorization;

namespace CommonGround.Platform.Authentication;

/// <summary>Holds where the token has the scope. It is its own handler, so nothing is looked up per request.</summary>
internal sealed class ScopeRequirement(string scope) : AuthorizationHandler<ScopeRequirement>, IAuthorizationRequirement
{
    public string Scope { get; } = scope;

    // What the authorization log says is missing.
    public override string ToString() => $"the scope '{Scope}'";

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        if (context.User is CallerPrincipal principal && principal.Scopes.Contains(requirement.Scope))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
