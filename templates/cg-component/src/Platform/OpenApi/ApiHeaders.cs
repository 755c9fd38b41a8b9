using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace CommonGround.Platform.OpenApi;

/// <summary>Headers as the document describes them.</summary>
internal static class ApiHeaders
{
    public const string Version = "API-Version";

    private const string VersionComponent = "ApiVersion";

    public static OpenApiHeader Text(string description, string example) => new()
    {
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = JsonValue.Create(example),
    };

    public static OpenApiHeaderReference VersionReference(OpenApiDocument? document) => new(VersionComponent, document);

    public static void AddVersion(OpenApiDocument document, string version) =>
        document.AddComponent<IOpenApiHeader>(VersionComponent, Text("De volledige versie van de API.", version));
}
