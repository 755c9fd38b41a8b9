using CommonGround.Platform.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Sidecar.Tests.Contracts.Invocation;

/// <summary>A resource that answers what came: the contract's components are called by it.</summary>
internal static class EchoExtensions
{
    public const string Path = "/v1/echo";
    public const string Scope = "echo";

    public static void MapEcho(this WebApplication app) => app.MapPost(Path, EchoAsync).RequireScope(Scope);

    private static async Task EchoAsync(HttpContext context)
    {
        var request = context.Request;
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.ContentType = request.ContentType;
        context.Response.Headers.ETag = "\"7\"";
        context.Response.Headers.Location = $"{Path}{request.QueryString}";
        context.Response.Headers["Traceparent-Received"] = request.Headers.TraceParent;
        context.Response.Headers["Idempotency-Key-Received"] = request.Headers["Idempotency-Key"];
        await request.Body.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
