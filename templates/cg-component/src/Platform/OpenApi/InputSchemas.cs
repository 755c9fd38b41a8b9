using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CommonGround.Platform.OpenApi;

/// <summary>
/// What goes in: an unknown member is refused, and the body of a merge patch (RFC 7396) is described as one, with every
/// member optional and those that may be removed nullable.
/// </summary>
internal sealed class InputSchemas : IOpenApiDocumentTransformer
{
    private const string PatchSuffix = "Wijziging";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        // Strict JSON settings close every schema, but an answer may grow: callers ignore what they do not know.
        foreach (var schema in document.Components?.Schemas?.Values.OfType<OpenApiSchema>() ?? [])
        {
            schema.AdditionalPropertiesAllowed = true;
        }

        foreach (var operation in document.AllOperations())
        {
            foreach (var (mediaType, body) in operation.RequestBody?.Content ?? new Dictionary<string, OpenApiMediaType>())
            {
                if (mediaType == MediaTypes.MergePatch && body.Schema is OpenApiSchemaReference whole)
                {
                    body.Schema = PatchOf(document, whole);
                }

                Close(document, body.Schema, []);
            }
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchemaReference PatchOf(OpenApiDocument document, OpenApiSchemaReference reference)
    {
        if (document.Resolve(reference) is not { Properties: { Count: > 0 } properties } whole)
        {
            return reference;
        }

        var name = reference.Reference.Id + PatchSuffix;
        if (document.Components!.Schemas!.ContainsKey(name))
        {
            return new OpenApiSchemaReference(name, document);
        }

        // Registered before its members, because a type may contain itself.
        var patch = (OpenApiSchema)whole.CreateShallowCopy();
        document.AddComponent<IOpenApiSchema>(name, patch);
        patch.Required = null;
        patch.Description = $"{whole.Description} Een veld dat ontbreekt, blijft zoals het is; `null` maakt het leeg.".Trim();
        patch.Properties = properties.ToDictionary(
            property => property.Key,
            property => PatchMember(document, property.Value, isRequired: whole.Required?.Contains(property.Key) is true));
        return new OpenApiSchemaReference(name, document);
    }

    private static IOpenApiSchema PatchMember(OpenApiDocument document, IOpenApiSchema member, bool isRequired)
    {
        switch (member)
        {
            case OpenApiSchemaReference reference:
                return PatchOf(document, reference);
            case OpenApiSchema { AllOf: [OpenApiSchemaReference reference] } wrapped:
                var copy = (OpenApiSchema)wrapped.CreateShallowCopy();
                copy.AllOf = [PatchOf(document, reference)];
                return copy;
            case OpenApiSchema { Type: { } type } inline when !isRequired:
                var nullable = (OpenApiSchema)inline.CreateShallowCopy();
                nullable.Type = type | JsonSchemaType.Null;
                return nullable;
            default:
                return member;
        }
    }

    private static void Close(OpenApiDocument document, IOpenApiSchema? schema, HashSet<OpenApiSchema> closed)
    {
        if (document.Resolve(schema) is not { } target || !closed.Add(target))
        {
            return;
        }

        if (target.Properties is { Count: > 0 } && target.AdditionalProperties is null)
        {
            target.AdditionalPropertiesAllowed = false;
        }

        foreach (var part in (target.Properties?.Values ?? Enumerable.Empty<IOpenApiSchema>()).Concat(target.AllOf ?? []).Append(target.Items))
        {
            Close(document, part, closed);
        }
    }
}
