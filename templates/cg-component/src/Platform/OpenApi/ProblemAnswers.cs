using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CommonGround.Platform.OpenApi;

/// <summary>The answers that are problem details (ADR-17, RFC 9457), and the schema that they share.</summary>
internal sealed class ProblemAnswers : IOpenApiDocumentTransformer
{
    private const string ComponentPrefix = "Problem";

    /// <returns>The answer without its schema, which the document gets when all operations are known.</returns>
    public static OpenApiResponse Inline(int status) => new()
    {
        Description = ProblemTexts.Of(status).Detail,
        Headers = HeadersOf(status),
        Content = new Dictionary<string, OpenApiMediaType> { [MediaTypes.Problem] = new OpenApiMediaType { Example = ExampleOf(status) } },
    };

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var answers = document.AllOperations()
            .SelectMany(operation => operation.ResponseBodies(MediaTypes.Problem))
            .ToArray();
        if (answers.Length > 0)
        {
            document.Components!.Responses ??= new Dictionary<string, IOpenApiResponse>();
            document.AddComponent<IOpenApiSchema>(ProblemSchemas.Problem, ProblemSchemas.DescribeProblem(document));
            document.AddComponent<IOpenApiSchema>(ProblemSchemas.Error, ProblemSchemas.DescribeError());
        }

        foreach (var answer in answers)
        {
            answer.Schema = new OpenApiSchemaReference(ProblemSchemas.Problem, document);
        }

        Share(document);
        return Task.CompletedTask;
    }

    /// <summary>Nearly every operation has the same ones: they stand in the document once.</summary>
    private static void Share(OpenApiDocument document)
    {
        foreach (var responses in document.AllOperations().Select(operation => operation.Responses).OfType<OpenApiResponses>())
        {
            foreach (var (key, response) in responses.ToArray())
            {
                if (response is OpenApiResponse shared && IsPlain(key, shared))
                {
                    document.Components?.Responses?.TryAdd(ComponentPrefix + key, shared);
                    responses[key] = new OpenApiResponseReference(ComponentPrefix + key, document);
                }
            }
        }
    }

    /// <summary>One with headers of its own stays with its operation.</summary>
    private static bool IsPlain(string key, OpenApiResponse response) =>
        response.Content?.ContainsKey(MediaTypes.Problem) is true
        && int.TryParse(key, CultureInfo.InvariantCulture, out var status)
        && response.Headers?.Count == HeadersOf(status).Count + 1;

    private static Dictionary<string, IOpenApiHeader> HeadersOf(int status) => status switch
    {
        401 => new() { ["WWW-Authenticate"] = ApiHeaders.Text("Hoe de aanroeper zich bekendmaakt.", "Bearer") },
        403 => new() { ["WWW-Authenticate"] = ApiHeaders.Text("De scopes die nodig zijn, als die ontbreken.", "Bearer error=\"insufficient_scope\", scope=\"voorbeeld.lezen\"") },
        429 or 503 => new() { ["Retry-After"] = ApiHeaders.Text("Na hoeveel seconden het zin heeft het opnieuw te proberen.", "5") },
        _ => [],
    };

    private static JsonObject ExampleOf(int status)
    {
        var (title, detail) = ProblemTexts.Of(status);
        var example = new JsonObject { ["status"] = status, ["title"] = title, ["detail"] = detail };
        if (status == 400)
        {
            example["errors"] = new JsonArray(ProblemSchemas.ErrorExample());
        }

        return example;
    }
}
