using System.Security.Claims;

namespace CommonGround.Platform.Authentication;

internal static class ClaimsIdentityExtensions
{
    /// <returns>
    /// The text of a claim that is there once and is a JSON string, otherwise <see langword="null"/>: of two values neither can be
    /// trusted to be the one that is meant.
    /// </returns>
    public static string? FindSingleText(this ClaimsIdentity identity, string type)
    {
        Claim? found = null;
        foreach (var claim in identity.Claims)
        {
            if (!string.Equals(claim.Type, type, StringComparison.Ordinal))
            {
                continue;
            }

            if (found is not null || claim.ValueType != ClaimValueTypes.String || claim.Value.Length == 0)
            {
                return null;
            }

            found = claim;
        }

        return found?.Value;
    }
}
