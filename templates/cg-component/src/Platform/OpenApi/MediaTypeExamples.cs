using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CommonGround.Platform.OpenApi;

/// <summary>Puts an example in every body, made of the examples of its properties.</summary>
internal sealed class MediaTypeExamples : IOpenApiDocumentTransformer
{
    // A type may contain itself.
    private const int MaxDepth = 8;

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var body in document.AllOperations().SelectMany(operation => operation.RequestBodies().Concat(operation.ResponseBodies())))
        {
            body.Example ??= Make(document, body.Schema, 0);
        }

        return Task.CompletedTask;
    }

    private static JsonNode? Make(OpenApiDocument document, IOpenApiSchema? schema, int depth)
    {
        if (depth > MaxDepth || document.Resolve(schema) is not { } target)
        {
            return null;
        }

        if (SchemaExample.Of(target) is { } example)
        {
            return example.DeepClone();
        }

        return target switch
        {
            { Default: { } value } => value.DeepClone(),
            { Enum: [{ } first, ..] } => first.DeepClone(),
            { AllOf: [{ } only] } => Make(document, only, depth + 1),
            { Properties.Count: > 0 } => MakeObject(document, target, depth),
            { Items: { } items } => Make(document, items, depth + 1) is { } item ? new JsonArray(item) : new JsonArray(),
            _ => OfType(target),
        };
    }

    private static JsonObject MakeObject(OpenApiDocument document, OpenApiSchema schema, int depth)
    {
        var example = new JsonObject();
        foreach (var (name, property) in schema.Properties!)
        {
            if (Make(document, property, depth + 1) is { } value)
            {
                example[name] = value;
            }
        }

        return example;
    }

    private static JsonNode? OfType(OpenApiSchema schema) => (schema.Type & ~JsonSchemaType.Null, schema.Format) switch
    {
        (JsonSchemaType.Boolean, _) => true,
        (JsonSchemaType.Integer or JsonSchemaType.Number, _) => 1,
        (JsonSchemaType.String, "date") => "2027-03-15",
        (JsonSchemaType.String, "date-time") => "2027-03-15T09:30:00Z",
        (JsonSchemaType.String, "uuid") => "019a9f3e-5c1d-7a3b-9f00-3d8d0c5b7e21",
        (JsonSchemaType.String, "uri") => "https://api.example.nl/v1",
        (JsonSchemaType.String, null) when schema.Pattern is null && schema.MinLength is null or <= 5 => "tekst",
        _ => null,
    };
}
