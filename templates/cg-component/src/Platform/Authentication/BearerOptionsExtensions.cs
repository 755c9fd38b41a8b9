using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace CommonGround.Platform.Authentication;

internal static class BearerOptionsExtensions
{
    private const string WellKnown = "/.well-known/openid-configuration";

    public static string? FindMetadataAddress(this JwtBearerOptions options) =>
        !string.IsNullOrEmpty(options.MetadataAddress) ? options.MetadataAddress
        : !string.IsNullOrEmpty(options.Authority) ? options.Authority.TrimEnd('/') + WellKnown
        : null;

    /// <returns>The allow-list of issuers (OAU-03). Where none is named it is the authority, with and without its last slash.</returns>
    public static IReadOnlySet<string> FindIssuers(this JwtBearerOptions options)
    {
        var validation = options.TokenValidationParameters;
        var issuers = (validation.ValidIssuers ?? []).Append(validation.ValidIssuer).OfType<string>().Where(issuer => issuer.Length > 0).ToHashSet();
        if (issuers.Count == 0 && !string.IsNullOrEmpty(options.Authority))
        {
            var authority = options.Authority.TrimEnd('/');
            issuers.Add(authority);
            issuers.Add(authority + '/');
        }

        return issuers;
    }

    public static bool HasAudience(this JwtBearerOptions options)
    {
        var validation = options.TokenValidationParameters;
        return (validation.ValidAudiences ?? []).Append(validation.ValidAudience).Append(options.Audience).Any(audience => !string.IsNullOrEmpty(audience));
    }
}
