using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CommonGround.Platform.OpenApi;

/// <summary>Describes the tags, with the comment of the class that holds the handlers.</summary>
internal sealed class DocumentTags(XmlComments comments) : IOpenApiDocumentTransformer
{
    public const string OpenApi = "OpenAPI";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var described = Described(context);
        document.Tags = new HashSet<OpenApiTag>(document.AllOperations()
            .SelectMany(operation => operation.Tags?.Select(tag => tag.Name) ?? [])
            .OfType<string>()
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(tag => new OpenApiTag { Name = tag, Description = described.GetValueOrDefault(tag, $"Alles over {tag}.") }));
        return Task.CompletedTask;
    }

    private Dictionary<string, string> Described(OpenApiDocumentTransformerContext context)
    {
        var described = new Dictionary<string, string> { [OpenApi] = "De beschrijving van de API zelf." };
        foreach (var action in context.DescriptionGroups.SelectMany(group => group.Items).Select(item => item.ActionDescriptor))
        {
            var handlers = action.EndpointMetadata.OfType<MethodInfo>().FirstOrDefault()?.DeclaringType;
            if (handlers is not null && comments.Of(handlers)?.Summary is { } summary)
            {
                foreach (var tag in action.EndpointMetadata.OfType<ITagsMetadata>().SelectMany(metadata => metadata.Tags))
                {
                    described.TryAdd(tag, summary);
                }
            }
        }

        return described;
    }
}
