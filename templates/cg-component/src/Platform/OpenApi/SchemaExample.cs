using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace CommonGround.Platform.OpenApi;

/// <summary>The example of a schema.</summary>
internal static class SchemaExample
{
#pragma warning disable CS0618 // OpenAPI 3.0 knows one `example`; the list that replaces it is of 3.1 and is not written in 3.0.
    public static JsonNode? Of(OpenApiSchema schema) => schema.Example;

    public static OpenApiSchema WithExample(this OpenApiSchema schema, JsonNode? example)
    {
        schema.Example = example ?? schema.Example;
        return schema;
    }
#pragma warning restore CS0618
}
