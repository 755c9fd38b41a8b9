using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CommonGround.Platform.OpenApi;

/// <summary>
/// Makes the paths relative to the server's address, which ends on the major version, and adds the path of the document
/// itself: ADR 2.1 looks for it there.
/// </summary>
internal sealed class DocumentPaths : IOpenApiDocumentTransformer
{
    private const string AllowOrigin = "access-control-allow-origin";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths)
        {
            paths.Add(ApiPaths.Relative(path), item);
        }

        paths.Add(ApiPaths.Relative(ApiPaths.Json), new OpenApiPathItem
        {
            Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Get] = DescribeItself(document) },
        });
        document.Paths = paths;
        return Task.CompletedTask;
    }

    private static OpenApiOperation DescribeItself(OpenApiDocument document) => new()
    {
        OperationId = "getOpenApiDocument",
        Summary = "De beschrijving van deze API",
        Description = "Dit document, in JSON. Het is openbaar en staat ook als YAML op `/openapi.yaml`.",
        Tags = new HashSet<OpenApiTagReference> { new(DocumentTags.OpenApi, document) },
        Security = [],
        Responses = new OpenApiResponses
        {
            ["200"] = new OpenApiResponse
            {
                Description = "Het document.",
                Headers = new Dictionary<string, IOpenApiHeader>
                {
                    [ApiHeaders.Version] = ApiHeaders.VersionReference(document),
                    [AllowOrigin] = ApiHeaders.Text("Elke website mag het document lezen.", "*"),
                },
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [MediaTypes.Json] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } },
                },
            },
        },
    };
}
