using System.Security.Claims;

namespace CommonGround.Platform.Authentication;

/// <summary>Makes the caller out of a validated token, once for as long as the token is remembered.</summary>
internal sealed class CallerFactory(Tenancy tenancy)
{
    public CallerPrincipal Create(ClaimsIdentity identity)
    {
        var client = identity.FindSingleText("azp") ?? throw new InvalidOperationException("The token was not validated: it has no azp.");
        var caller = tenancy.Find(identity) is { } tenant ? new Caller(tenant, client) : null;
        return new CallerPrincipal(identity, caller, Scopes(identity));
    }

    // RFC 9068 has one text with spaces in "scope"; others write "scp", as a text or as an array, and user-jwts an array in "scope".
    private static IEnumerable<string> Scopes(ClaimsIdentity identity) =>
        identity.Claims
            .Where(claim => claim.Type is "scope" or "scp" && claim.ValueType == ClaimValueTypes.String)
            .SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
