using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace CommonGround.Platform.OpenApi;

/// <summary>How a caller authenticates: a bearer token with the scopes that the operations require (NL GOV OAuth 2.0).</summary>
internal sealed class SecuritySchemes(IOptions<ApiDescriptionOptions> options) : IOpenApiDocumentTransformer
{
    public const string OAuth2 = "oauth2";

    /// <summary>The same token as it is sent: tools that cannot fetch one, such as the page in Development, take it as text.</summary>
    public const string Bearer = "bearer";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.AddComponent<IOpenApiSecurityScheme>(OAuth2, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OAuth2,
            Description = "Client credentials volgens het NL GOV-profiel voor OAuth 2.0.",
            Flows = new OpenApiOAuthFlows
            {
                ClientCredentials = new OpenApiOAuthFlow { TokenUrl = options.Value.TokenUrl, Scopes = ScopesOf(document) },
            },
        });
        document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "Een toegangstoken dat al is verkregen, met de scopes die de bewerking vraagt.",
        });
        return Task.CompletedTask;
    }

    /// <summary>A scope is described by what can be done with it.</summary>
    private static Dictionary<string, string> ScopesOf(OpenApiDocument document) =>
        document.AllOperations()
            .SelectMany(operation => ScopesOf(operation).Select(scope => (Scope: scope, Text: operation.Summary ?? operation.OperationId ?? "")))
            .GroupBy(use => use.Scope, use => use.Text.TrimEnd('.'))
            .OrderBy(uses => uses.Key, StringComparer.Ordinal)
            .ToDictionary(uses => uses.Key, uses => string.Join("; ", uses.Distinct()) + ".");

    private static IEnumerable<string> ScopesOf(OpenApiOperation operation) =>
        (operation.Security ?? []).SelectMany(requirement => requirement.Values).SelectMany(scopes => scopes);
}
