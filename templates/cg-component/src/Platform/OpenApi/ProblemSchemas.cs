using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace CommonGround.Platform.OpenApi;

/// <summary>The schemas of problem details and of the errors in them, shaped as the government's API Design Rules prepare (ADR-19).</summary>
internal static class ProblemSchemas
{
    public const string Problem = "Problem";

    public const string Error = "ProblemError";

    /// <summary>What an answer says of a member that is required and is not there; the examples too.</summary>
    public const string MissingDetail = "Is verplicht en mag niet leeg zijn.";

    public static OpenApiSchema DescribeProblem(OpenApiDocument document) => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Wat er misging (RFC 9457).",
        Required = new HashSet<string> { "status", "title", "detail" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["status"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Format = "int32",
                Minimum = "400",
                Maximum = "599",
                Description = "De HTTP-status.",
            }.WithExample(400),
            ["title"] = Text("Het soort probleem, in het kort.", "Ongeldig verzoek"),
            ["detail"] = Text("Wat er in dit geval aan de hand is.", "De invoer is ongeldig. Onder errors staat wat er niet klopt."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "Alle fouten in de invoer.",
                Items = new OpenApiSchemaReference(Error, document),
            },
        },
    };

    public static OpenApiSchema DescribeError() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Een fout in de invoer. De waarde zelf wordt nooit herhaald.",
        Required = new HashSet<string> { "in", "location", "code", "detail" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["in"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = "Waar de fout zit.",
                Enum = ["body", "query", "header"],
            }.WithExample("body"),
            ["location"] = Text("Een JSON Pointer in de body, of de naam van de parameter of header.", "/onderwerp"),
            ["code"] = Text("Een vaste naam van de fout, voor programma's.", "required"),
            ["detail"] = Text("Wat er niet klopt.", MissingDetail),
        },
    };

    public static JsonObject ErrorExample() => new()
    {
        ["in"] = "body",
        ["location"] = "/onderwerp",
        ["code"] = "required",
        ["detail"] = MissingDetail,
    };

    private static OpenApiSchema Text(string description, string example) => new OpenApiSchema
    {
        Type = JsonSchemaType.String,
        Description = description,
    }.WithExample(example);
}
