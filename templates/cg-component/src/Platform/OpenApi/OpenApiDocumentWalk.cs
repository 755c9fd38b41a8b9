using Microsoft.OpenApi;

namespace CommonGround.Platform.OpenApi;

internal static class OpenApiDocumentWalk
{
    public static IEnumerable<OpenApiOperation> AllOperations(this OpenApiDocument document) =>
        document.Paths.Values.SelectMany(path => path.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>());

    public static IEnumerable<OpenApiMediaType> RequestBodies(this OpenApiOperation operation) =>
        operation.RequestBody?.Content?.Values ?? Enumerable.Empty<OpenApiMediaType>();

    public static IEnumerable<OpenApiMediaType> ResponseBodies(this OpenApiOperation operation, string? mediaType = null) =>
        (operation.Responses?.Values ?? Enumerable.Empty<IOpenApiResponse>())
            .SelectMany(response => response.Content ?? new Dictionary<string, OpenApiMediaType>())
            .Where(content => mediaType is null || content.Key == mediaType)
            .Select(content => content.Value);

    /// <returns>The schema itself, also where it is a reference to a component.</returns>
    public static OpenApiSchema? Resolve(this OpenApiDocument document, IOpenApiSchema? schema) => schema switch
    {
        OpenApiSchema inline => inline,
        OpenApiSchemaReference { Reference.Id: { } id } =>
            document.Components?.Schemas?.TryGetValue(id, out var component) is true ? component as OpenApiSchema : null,
        _ => null,
    };
}
