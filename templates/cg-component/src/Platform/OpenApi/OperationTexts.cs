using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace CommonGround.Platform.OpenApi;

/// <summary>The id of an operation, and its texts from the comments of its handler (ADR-22).</summary>
internal sealed class OperationTexts(XmlComments comments) : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.OperationId = metadata.OfType<IEndpointNameMetadata>().LastOrDefault()?.EndpointName ?? IdOf(context.Description);

        var comment = metadata.OfType<MethodInfo>().FirstOrDefault() is { } handler ? comments.Of(handler) : null;
        operation.Summary ??= comment?.Summary;
        operation.Description ??= comment?.Remarks ?? comment?.Summary;
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            parameter.Description ??= TextOf(parameter, comment, context.Description);
        }

        return Task.CompletedTask;
    }

    /// <summary>From the handler's comment, or from that of the property where parameters are gathered in a type.</summary>
    private string? TextOf(OpenApiParameter parameter, XmlComment? handler, ApiDescription description) =>
        handler?.Parameter(parameter.Name ?? "")
        ?? (PropertyOf(parameter, description) is { } property ? comments.Of(property)?.Summary : null)
        ?? (parameter is { In: ParameterLocation.Path, Name: "id" } ? "De sleutel van de resource." : null);

    private static PropertyInfo? PropertyOf(OpenApiParameter parameter, ApiDescription description) =>
        description.ParameterDescriptions
            .Where(candidate => string.Equals(candidate.Name, parameter.Name, StringComparison.OrdinalIgnoreCase))
            .Select(candidate => (candidate.ParameterDescriptor as Microsoft.AspNetCore.Mvc.Infrastructure.IParameterInfoParameterDescriptor)?.ParameterInfo)
            .Select(info => info?.Member as PropertyInfo)
            .FirstOrDefault();

    /// <summary><c>POST /aanvragen/_zoek</c> is <c>postAanvragenZoek</c>, <c>GET /aanvragen/{id}</c> is <c>getAanvragenById</c>.</summary>
    private static string IdOf(ApiDescription description)
    {
#pragma warning disable CA1308 // The id begins in lower case: it is a name in camelCase, not a key to compare with.
        var id = new StringBuilder((description.HttpMethod ?? "").ToLowerInvariant());
#pragma warning restore CA1308
        foreach (var segment in ApiPaths.Relative("/" + description.RelativePath).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            id.Append(segment.StartsWith('{') ? "By" : "");
            // A constraint, as in {id:guid}, is no part of the name.
            foreach (var word in segment.Split(':')[0].Split(['{', '}', '_', '-', '.'], StringSplitOptions.RemoveEmptyEntries))
            {
                id.Append(char.ToUpperInvariant(word[0])).Append(word.AsSpan(1));
            }
        }

        return id.ToString();
    }
}
