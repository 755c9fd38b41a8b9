using CommonGround.Platform.Start;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace CommonGround.Platform.OpenApi;

/// <summary>The description of the API: <c>/v1/openapi.json</c> and <c>.yaml</c> (ADR-20 to ADR-25), and a page to try it in Development.</summary>
public static class OpenApiDocumentExtensions
{
    public static WebApplicationBuilder AddOpenApiDocument(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.AddSettings<ApiDescriptionOptions>(ApiDescriptionOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<ApiDescriptionOptions>, ApiDescriptionValidation>();
        builder.Services.AddSingleton<OpenApiDocumentCache>();
        builder.Services.AddSingleton<XmlComments>();

        builder.Services.AddOpenApi(OpenApiDocumentCache.DocumentName, options =>
        {
            // ADR 2.1 asks for 3.0, which ADR 2.2 takes too.
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_0;
            options.CreateSchemaReferenceId = SchemaNames.Of;
            options.ShouldInclude = description => ApiPaths.IsApi(description.RelativePath);
            options.AddSchemaTransformer<KnownFormats>();
            options.AddSchemaTransformer<SchemaTexts>();
            options.AddOperationTransformer<OperationTexts>();
            options.AddOperationTransformer<OperationAccess>();
            options.AddOperationTransformer<OperationHeaders>();
            options.AddDocumentTransformer<DocumentInfo>();
            options.AddDocumentTransformer<ReferencedProperties>();
            options.AddDocumentTransformer<DocumentPaths>();
            options.AddDocumentTransformer<ProblemAnswers>();
            options.AddDocumentTransformer<DocumentTags>();
            options.AddDocumentTransformer<SecuritySchemes>();
            options.AddDocumentTransformer<InputSchemas>();
            options.AddDocumentTransformer<MediaTypeExamples>();
        });

        return builder;
    }

    public static IEndpointRouteBuilder MapOpenApiDocument(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);

        var cache = endpoints.ServiceProvider.GetRequiredService<OpenApiDocumentCache>();
        endpoints.MapDocument(ApiPaths.Json, MediaTypes.Json, cache.GetJsonAsync);
        endpoints.MapDocument(ApiPaths.Yaml, "application/yaml", cache.GetYamlAsync);

        if (endpoints.ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment())
        {
            endpoints.MapDocsPage();
        }

        return endpoints;
    }

    /// <summary>Public, and readable by a page of any origin (ADR-23).</summary>
    private static void MapDocument(
        this IEndpointRouteBuilder endpoints, string path, string contentType, Func<Task<ReadOnlyMemory<byte>>> document) =>
        endpoints.MapGet(path, async context =>
            {
                context.Response.ContentType = contentType;
                context.Response.Headers.AccessControlAllowOrigin = "*";
                await context.Response.BodyWriter.WriteAsync(await document(), context.RequestAborted);
            })
            .AllowAnonymous()
            .ExcludeFromDescription();
}
