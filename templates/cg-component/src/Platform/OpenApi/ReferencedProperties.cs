using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CommonGround.Platform.OpenApi;

/// <summary>
/// Gives a property whose type is described elsewhere its own description. OpenAPI 3.0 ignores what stands beside a
/// reference, so the reference moves into an <c>allOf</c>.
/// </summary>
internal sealed class ReferencedProperties : IOpenApiDocumentTransformer
{
    private const string SchemaId = "x-schema-id";
    private const string Prefix = "commonground:";

    /// <summary>Whether the schema becomes a component of its own, which many properties share.</summary>
    public static bool IsComponent(OpenApiSchema schema) =>
        schema.Metadata?.TryGetValue(SchemaId, out var id) is true && id is string { Length: > 0 };

    public static void Remember(OpenApiSchema schema, string property, string description)
    {
        schema.Metadata ??= new Dictionary<string, object>();
        schema.Metadata[Prefix + property] = description;
    }

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var schema in document.Components?.Schemas?.Values.OfType<OpenApiSchema>() ?? [])
        {
            foreach (var (name, property) in schema.Properties?.ToArray() ?? [])
            {
                var description = schema.Metadata?.TryGetValue(Prefix + name, out var text) is true ? text as string : null;
                schema.Properties![name] = Wrap(document, property, description);
            }
        }

        return Task.CompletedTask;
    }

    private static IOpenApiSchema Wrap(OpenApiDocument document, IOpenApiSchema property, string? description) => property switch
    {
        OpenApiSchemaReference when description is not null => new OpenApiSchema { AllOf = [property], Description = description },

        // Null or a reference: a form that 3.0 cannot say without a type beside it.
        OpenApiSchema { OneOf: [_, OpenApiSchemaReference reference] } => new OpenApiSchema
        {
            Type = (document.Resolve(reference)?.Type ?? JsonSchemaType.Object) | JsonSchemaType.Null,
            AllOf = [reference],
            Description = description,
        },
        _ => property,
    };
}
