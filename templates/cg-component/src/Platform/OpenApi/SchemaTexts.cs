using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CommonGround.Platform.OpenApi;

/// <summary>Descriptions and examples of types and their properties, from the documentation comments (ADR-22).</summary>
internal sealed class SchemaTexts(XmlComments comments) : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (context.JsonPropertyInfo?.AttributeProvider is MemberInfo property && !ReferencedProperties.IsComponent(schema))
        {
            DescribeProperty(schema, property);
        }
        else if (IsDescribed(type))
        {
            DescribeType(schema, type, context);
        }

        return Task.CompletedTask;
    }

    /// <summary>The platform's own comments are for programmers, in English.</summary>
    private static bool IsDescribed(Type type) => type.Assembly != typeof(SchemaTexts).Assembly;

    private void DescribeProperty(OpenApiSchema schema, MemberInfo property)
    {
        var comment = comments.Of(property);
        schema.Description = comment?.Summary ?? schema.Description;
        schema.WithExample(ExampleOf(comment, schema));
    }

    private void DescribeType(OpenApiSchema schema, Type type, OpenApiSchemaTransformerContext context)
    {
        schema.Description = comments.Of(type)?.Summary ?? schema.Description;
        if (type.IsEnum)
        {
            schema.Type ??= JsonSchemaType.String;
            schema.Description = string.Join("\n", [schema.Description ?? "", .. ValuesOf(type, schema)]).Trim();
        }

        foreach (var property in context.JsonTypeInfo.Properties)
        {
            if (property.AttributeProvider is MemberInfo member && comments.Of(member)?.Summary is { } summary)
            {
                ReferencedProperties.Remember(schema, property.Name, summary);
            }
        }
    }

    /// <summary>The values of an enum with what each of them means, in the order in which both are declared.</summary>
    private IEnumerable<string> ValuesOf(Type type, OpenApiSchema schema)
    {
        var fields = type.GetFields(BindingFlags.Public | BindingFlags.Static);
        return fields.Length != schema.Enum?.Count
            ? []
            : fields.Zip(schema.Enum, (field, value) => comments.Of(field)?.Summary is { } meaning ? $"* `{value}`: {meaning}" : $"* `{value}`");
    }

    /// <summary>An example is written as text: it is read as the type that the schema says.</summary>
    private static JsonNode? ExampleOf(XmlComment? comment, OpenApiSchema schema)
    {
        if (comment?.Example is not { } text)
        {
            return null;
        }

        return schema.Type is { } type && (type & ~JsonSchemaType.Null) == JsonSchemaType.String
            ? JsonValue.Create(text)
            : Parse(text);
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
