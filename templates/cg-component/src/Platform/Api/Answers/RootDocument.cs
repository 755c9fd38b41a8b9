using System.Text.Json;
using CommonGround.Platform.OpenApi;
using CommonGround.Platform.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CommonGround.Platform.Api.Answers;

/// <summary>What the root answers: which API this is, and where its description is (ADR-32 is tested on the root).</summary>
internal static class RootDocument
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var document = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>
        {
            ["naam"] = app.ServiceProvider.GetRequiredService<IHostEnvironment>().ApplicationName,
            ["versie"] = app.ServiceProvider.GetRequiredService<ServiceIdentity>().Version,
            ["beschrijving"] = app.ServiceProvider.GetRequiredService<PublicAddress>().Of(ApiPaths.Json),
        });
        app.MapGet("/", context => WriteAsync(context, document)).AllowAnonymous().ExcludeFromDescription();
    }

    private static Task WriteAsync(HttpContext context, byte[] document)
    {
        context.Response.ContentType = MediaTypes.Json;
        context.Response.ContentLength = document.Length;
        return context.Response.Body.WriteAsync(document, 0, document.Length, context.RequestAborted);
    }
}
