using CommonGround.Platform.Privacy;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CommonGround.Platform.OpenApi;

/// <summary>The form of values that write themselves: identifiers (IDN-01, IDN-02) and times of day (ADR-14).</summary>
internal sealed class KnownFormats : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type);
        var isNullable = type is not null;
        type ??= context.JsonTypeInfo.Type;
        if (type == typeof(Bsn))
        {
            Digits(schema, isNullable, 9, "Een burgerservicenummer: negen cijfers die aan de elfproef voldoen.", "999993653");
        }
        else if (type == typeof(Rsin))
        {
            Digits(schema, isNullable, 9, "Een RSIN: negen cijfers die aan de elfproef voldoen.", "823288444");
        }
        else if (type == typeof(Oin))
        {
            Digits(schema, isNullable, 20, "Een organisatie-identificatienummer.", "00000001823288444000");
        }
        else if (type == typeof(TimeOnly))
        {
            schema.Format = "time-local";
        }

        return Task.CompletedTask;
    }

    private static void Digits(OpenApiSchema schema, bool isNullable, int count, string description, string example)
    {
        schema.Type = isNullable ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
        schema.MinLength = count;
        schema.MaxLength = count;
        schema.Pattern = $"^[0-9]{{{count}}}$";
        schema.Description = description;
        schema.Properties = null;
        schema.Required = null;
        schema.WithExample(example);
    }
}
