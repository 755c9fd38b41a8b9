using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace CommonGround.Platform.OpenApi;

/// <summary>
/// The page on which a developer reads and tries the API, in Development only. It is Swagger UI with a page of our own
/// around it, so that it needs neither inline scripts nor anything from another host.
/// </summary>
internal static class DocsPage
{
    private const string Resources = "Swashbuckle.AspNetCore.SwaggerUI.node_modules.swagger_ui_dist.";

    // Swagger UI sets style attributes, and its icons are data.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string Html =
        $"""
        <!DOCTYPE html>
        <html lang="nl">
        <head>
          <meta charset="utf-8">
          <title>API-documentatie</title>
          <link rel="icon" href="data:,">
          <link rel="stylesheet" href="{ApiPaths.Docs}/swagger-ui.css">
        </head>
        <body>
          <div id="docs"></div>
          <script src="{ApiPaths.Docs}/swagger-ui-bundle.js"></script>
          <script src="{ApiPaths.Docs}/docs.js"></script>
        </body>
        </html>

        """;

    // The document names the address in production and is the same everywhere: the page puts its own origin in its place,
    // and leaves out the token endpoint, which it could not reach. The token goes in with the button Authorize.
    private const string Script =
        $$"""
        const here = { url: location.origin + "{{ApiPaths.Base}}", description: "Deze ontwikkelomgeving" };

        fetch("{{ApiPaths.Json}}").then(answer => answer.json()).then(spec => {
          spec.servers = [here];
          delete spec.components.securitySchemes.{{SecuritySchemes.OAuth2}};
          for (const path of Object.values(spec.paths)) {
            for (const operation of Object.values(path)) {
              operation.security = operation.security?.filter(requirement => !("{{SecuritySchemes.OAuth2}}" in requirement));
            }
          }

          SwaggerUIBundle({
            spec,
            dom_id: "#docs",
            deepLinking: true,
            displayRequestDuration: true,
            persistAuthorization: true,
            tryItOutEnabled: true,
            validatorUrl: null,
          });
        });

        """;

    public static void MapDocsPage(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPart(ApiPaths.Docs, "text/html; charset=utf-8", context => context.Response.WriteAsync(Html, context.RequestAborted));
        endpoints.MapPart(
            ApiPaths.Docs + "/docs.js", "text/javascript; charset=utf-8", context => context.Response.WriteAsync(Script, context.RequestAborted));
        endpoints.MapResource("swagger-ui-bundle.js", "text/javascript; charset=utf-8");
        endpoints.MapResource("swagger-ui.css", "text/css; charset=utf-8");
    }

    /// <summary>A file of Swagger UI, which its package holds compressed.</summary>
    private static void MapResource(this IEndpointRouteBuilder endpoints, string name, string contentType) =>
        endpoints.MapPart($"{ApiPaths.Docs}/{name}", contentType, async context =>
        {
            var resource = typeof(SwaggerUIOptions).Assembly.GetManifestResourceStream(Resources + name)
                ?? throw new InvalidOperationException($"The package Swashbuckle.AspNetCore.SwaggerUI holds no {name} where it used to.");
            await using var content = new GZipStream(resource, CompressionMode.Decompress);
            await content.CopyToAsync(context.Response.Body, context.RequestAborted);
        });

    private static void MapPart(this IEndpointRouteBuilder endpoints, string path, string contentType, RequestDelegate write) =>
        endpoints.MapGet(path, context =>
            {
                context.Response.ContentType = contentType;
                context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
                return write(context);
            })
            .AllowAnonymous()
            .ExcludeFromDescription();
}
