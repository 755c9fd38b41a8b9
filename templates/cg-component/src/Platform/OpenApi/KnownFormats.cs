using CommonGround.Platform.Privacy;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CommonGround.Platform.OpenApi;

/// <summary>
/// The form of values that a converter writes, of which the generator knows nothing: identifiers (IDN-01, IDN-02), moments,
/// times of day (ADR-14) and fractions.
/// </summary>
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
        else if (type == typeof(DateTimeOffset) || type == typeof(DateTime))
        {
            schema.Type = OrNull(JsonSchemaType.String, isNullable);
        }
        else if (type == typeof(double) || type == typeof(float))
        {
            schema.Type = OrNull(JsonSchemaType.Number, isNullable);
        }

        return Task.CompletedTask;
    }

    private static void Digits(OpenApiSchema schema, bool isNullable, int count, string description, string example)
    {
        schema.Type = OrNull(JsonSchemaType.String, isNullable);
        schema.MinLength = count;
        schema.MaxLength = count;
        schema.Pattern = $"^[0-9]{{{count}}}$";
        schema.Description = description;
        schema.Properties = null;
        schema.Required = null;
        schema.WithExample(example);
    }

    private static JsonSchemaType OrNull(JsonSchemaType type, bool isNullable) => isNullable ? type | JsonSchemaType.Null : type;
}
