using CommonGround.Platform.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CommonGround.Platform.OpenApi;

/// <summary>The scopes that an operation requires (OAU-07). An anonymous one says that it requires nothing.</summary>
internal sealed class OperationAccess : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Security = [];
        if (!metadata.OfType<IAllowAnonymous>().Any())
        {
            List<string> scopes = [.. metadata.OfType<RequiredScope>().Select(required => required.Scope).Distinct()];
            operation.Security.Add(Require(SecuritySchemes.OAuth2, scopes, context.Document));
            operation.Security.Add(Require(SecuritySchemes.Bearer, [], context.Document));
        }

        return Task.CompletedTask;
    }

    private static OpenApiSecurityRequirement Require(string scheme, List<string> scopes, OpenApiDocument? document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = scopes };
}
