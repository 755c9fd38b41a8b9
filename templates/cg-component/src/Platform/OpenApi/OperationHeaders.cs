using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CommonGround.Platform.OpenApi;

/// <summary>The headers that an operation takes and gives, <c>API-Version</c> on every answer (ADR-26).</summary>
internal sealed class OperationHeaders : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var header in metadata.OfType<RequestHeader>())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = header.Name,
                In = ParameterLocation.Header,
                Description = header.Description,
                Required = header.Required,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = header.MaxLength },
                Example = JsonValue.Create(header.Example),
            });
        }

        operation.Responses ??= [];
        AnswerMeaning.Translate(operation.Responses);
        foreach (var problem in metadata.OfType<ProblemAnswer>().DistinctBy(problem => problem.Status))
        {
            operation.Responses[Key(problem.Status)] = ProblemAnswers.Inline(problem.Status);
        }

        foreach (var response in operation.Responses.Values.OfType<OpenApiResponse>())
        {
            response.Headers ??= new Dictionary<string, IOpenApiHeader>();
            response.Headers[ApiHeaders.Version] = ApiHeaders.VersionReference(context.Document);
        }

        foreach (var header in metadata.OfType<ResponseHeader>())
        {
            if (operation.Responses.TryGetValue(Key(header.Status), out var response) && response is OpenApiResponse answer)
            {
                answer.Headers![header.Name] = ApiHeaders.Text(header.Description, header.Example);
            }
        }

        return Task.CompletedTask;
    }

    private static string Key(int status) => status.ToString(CultureInfo.InvariantCulture);
}
