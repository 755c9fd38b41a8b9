using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;

namespace CommonGround.Platform.OpenApi;

/// <summary>The names of schemas: of a generic type what it holds comes first, as in <c>DingPagina</c>.</summary>
internal static class SchemaNames
{
    public static string? Of(JsonTypeInfo info)
    {
        var name = OpenApiOptions.CreateDefaultSchemaReferenceId(info);
        return name is null || !info.Type.IsGenericType || Nullable.GetUnderlyingType(info.Type) is not null
            ? name
            : string.Concat(info.Type.GetGenericArguments().Select(argument => argument.Name)) + info.Type.Name.Split('`')[0];
    }
}
